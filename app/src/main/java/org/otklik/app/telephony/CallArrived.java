package org.otklik.app.telephony;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A citizen calls. Published on the call's own executor, in order with the other facts of the
/// call; listeners may block it without hurting other calls. Nobody is answered until somebody says
/// so.
///
/// @param line the number dialled, or `web`
/// @param callerNumber E.164 where it can be read so, as delivered otherwise, null when withheld
/// @param citizenId the signed-in citizen of a browser call, null otherwise
/// @param visitor a browser's own token for a call from the browser, null otherwise
/// @param language tag of the language of the page for a call from the browser, null when unknown
public record CallArrived(
    CallId call,
    String line,
    @Nullable String callerNumber,
    @Nullable UUID citizenId,
    @Nullable String visitor,
    @Nullable String language,
    Instant at) {}
