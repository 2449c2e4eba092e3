package org.otklik.app.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice will not arrive: the gateway refused it or could not deliver it, or its time was over
/// before it was sent. Told as [NoticeSent] is.
///
/// @param expired whether its time was over
/// @param reason a code of ours or the gateway's
public record NoticeFailed(
    NoticeId id, @Nullable Correlation correlation, boolean expired, String reason, Instant at) {}
