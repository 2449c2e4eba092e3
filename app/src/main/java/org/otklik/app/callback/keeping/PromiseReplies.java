package org.otklik.app.callback.keeping;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.ReplyReceived;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Hears what citizens answer to our notices about callbacks. A reply acts on the promise that was
/// made to its own number alone, and the number is told what it did.
@Component
final class PromiseReplies {
  private static final String PREFIX = "callback:";
  private final Keeper keeper;

  PromiseReplies(Keeper keeper) {
    this.keeper = keeper;
  }

  /// What a notice about a promise is about.
  static Correlation about(PromiseId promise) {
    return new Correlation(PREFIX + promise.value());
  }

  @EventListener
  void on(ReplyReceived reply) {
    promise(reply.about())
        .ifPresent(
            promise -> {
              switch (reply.command()) {
                case CANCEL, NO -> keeper.cancel(promise, reply.number());
                case MOVE -> keeper.move(promise, reply.number());
                case YES, UNKNOWN -> {
                  // nothing is asked
                }
              }
            });
  }

  private static Optional<PromiseId> promise(@Nullable Correlation about) {
    return Optional.ofNullable(about)
        .map(Correlation::value)
        .filter(value -> value.startsWith(PREFIX))
        .map(value -> new PromiseId(UUID.fromString(value.substring(PREFIX.length()))));
  }
}
