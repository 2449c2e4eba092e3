package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Journeys.Kind;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// One thing that an operator did with a contact.
public record StepRow(
    UUID id,
    ContactId contact,
    Instant at,
    Kind kind,
    OperatorId operator,
    @Nullable OperatorId other,
    @Nullable TopicId topic,
    @Nullable String detail) {}
