package org.otklik.app.dispatch.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Teamwork.ParkReason;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// A contact that was put aside, for operators who may take it: who parked it, and who knows its
/// topic and language.
///
/// @param callerNumber masked but for its last two digits unless the operator has parked it; null
///   when withheld
/// @param until when it comes back by itself
public record ParkedCard(
    ContactId contact,
    @Nullable String callerNumber,
    TopicId topic,
    OperatorId by,
    ParkReason reason,
    Instant since,
    Instant until) {}
