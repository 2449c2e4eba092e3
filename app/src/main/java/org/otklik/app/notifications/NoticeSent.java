package org.otklik.app.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A gateway has taken a notice. Told at least once, in a transaction that the listeners take part
/// in: what they write is committed together with the note that they were told; if one throws, all
/// are told again later. A notice that was settled before this could be told is only told settled.
public record NoticeSent(NoticeId id, @Nullable Correlation correlation, Instant at) {}
