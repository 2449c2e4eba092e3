package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.PersonKey;

/// A contact as it is at one moment.
///
/// @param placeSince since when the person has their place
/// @param operator who talks or talked last
/// @param answeredAt when the first talk began
public record ContactRow(
    ContactRequest request,
    PersonKey person,
    Instant placeSince,
    ContactStatus status,
    @Nullable OperatorId operator,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    @Nullable Outcome outcome) {}
