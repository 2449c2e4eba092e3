package org.otklik.app.callback.jdbc;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;

/// A booking as it is stored.
///
/// @param id that of its promise, when it is confirmed
/// @param number E.164
/// @param heldUntil so long its place is held while it is not confirmed
public record BookingRow(
    PromiseId id,
    String number,
    @Nullable UUID citizenId,
    TopicId topic,
    Language language,
    CentreWord word,
    @Nullable CallbackWindow window,
    Instant madeAt,
    Status status,
    Instant heldUntil) {

  /// How far it is, until it is a promise.
  public enum Status {
    HELD,
    CONFIRMED,
    DECLINED,
    EXPIRED,
    CANCELLED
  }
}
