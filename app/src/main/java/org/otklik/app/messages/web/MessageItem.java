package org.otklik.app.messages.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message of a list, in words.
///
/// @param by who sees to it, null for nobody
public record MessageItem(
    UUID id,
    String since,
    String topic,
    String language,
    String number,
    String length,
    String status,
    @Nullable String by) {}
