package org.otklik.app.dispatch.desk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.TopicId;

/// What an operator sees of a contact that rings.
///
/// @param callerNumber null when withheld
/// @param waitingSince since when the person has their place
/// @param until the offer's deadline
/// @param reason why this operator
/// @param asking the colleague who asks for advice, null when a citizen is to be taken
public record OfferCard(
    ContactId contact,
    String line,
    @Nullable String callerNumber,
    @Nullable UUID citizenId,
    TopicId topic,
    String language,
    Instant waitingSince,
    Instant until,
    Reason reason,
    @Nullable OperatorId asking) {}
