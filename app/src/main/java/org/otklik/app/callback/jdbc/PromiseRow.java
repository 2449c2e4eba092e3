package org.otklik.app.callback.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.Callbacks.Wish;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.engine.routing.ContactId;

/// A promise as it is stored.
///
/// @param wish with the number in E.164
/// @param contact with dispatch now; never null when due
/// @param attemptsCounted attempts that the citizen did not answer
/// @param window in which it is to be kept; null for as soon as possible
public record PromiseRow(
    PromiseId id,
    Wish wish,
    CentreWord word,
    Instant promisedAt,
    PromiseStatus status,
    @Nullable ContactId contact,
    int attemptsCounted,
    @Nullable CallbackWindow window) {}
