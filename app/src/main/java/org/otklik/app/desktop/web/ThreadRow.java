package org.otklik.app.desktop.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One contact in a person's thread, in words.
///
/// @param pulled that a supervisor pulled it forward, and why; null when nobody did
/// @param note what was written, empty when nothing was
/// @param recording address at which it can be heard, null when there is none or it may not be
///   heard
public record ThreadRow(
    Instant at,
    String topic,
    String outcome,
    @Nullable String pulled,
    String note,
    @Nullable String recording) {}
