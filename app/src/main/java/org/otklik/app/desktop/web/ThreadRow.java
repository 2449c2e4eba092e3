package org.otklik.app.desktop.web;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One contact in a person's thread, in words.
///
/// @param called that an operator called the citizen, and why; null when the citizen called us
/// @param pulled that a supervisor pulled it forward, and why; null when nobody did
/// @param note what was written, empty when nothing was
/// @param recording address at which it can be heard, null when there is none or it may not be
///   heard
/// @param callable the contact whose citizen can be called from here, null when they cannot
public record ThreadRow(
    Instant at,
    String topic,
    String outcome,
    @Nullable String called,
    @Nullable String pulled,
    String note,
    @Nullable String recording,
    @Nullable UUID callable) {}
