package org.otklik.app.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice is on the person's telephone, as the gateway says. Told as [NoticeSent] is.
public record NoticeDelivered(NoticeId id, @Nullable Correlation correlation, Instant at) {}
