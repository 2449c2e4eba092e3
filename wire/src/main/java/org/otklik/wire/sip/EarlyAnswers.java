package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Provisional responses that must arrive (RFC 3262 3): each is repeated until its PRACK comes; one
/// that follows meanwhile waits, and takes the place of another that waits.
///
/// One lane owns it.
final class EarlyAnswers {
  private static final Duration T1 = Duration.ofMillis(500);

  /// A response on its way.
  ///
  /// @param number its `RSeq`
  /// @param session whether it carries a session description
  private record Pending(SIPResponse response, int number, boolean session) {}

  private final Lanes lanes;
  private final Lane lane;
  private final Duration patience;
  private final Consumer<SIPResponse> sender;
  private final Runnable unacknowledged;
  private int number = ThreadLocalRandom.current().nextInt(1, 1 << 16);
  private int acknowledged;
  private @Nullable Pending pending;
  private @Nullable Runnable waiting;
  private boolean closing;
  private Lanes.@Nullable Later repeat;

  /// @param patience how long one is repeated
  /// @param unacknowledged told when the patience ended
  EarlyAnswers(
      Lanes lanes,
      Lane lane,
      Duration patience,
      Consumer<SIPResponse> sender,
      Runnable unacknowledged) {
    this.lanes = lanes;
    this.lane = lane;
    this.patience = patience;
    this.sender = sender;
    this.unacknowledged = unacknowledged;
  }

  /// Whether one with a session description is not acknowledged: then the call must not be answered
  /// (RFC 3262 3).
  boolean sessionPending() {
    return pending != null && pending.session();
  }

  /// Sends a response, now or when the one before is acknowledged.
  void send(SIPResponse response, boolean session) {
    if (closing) {
      return;
    }
    if (pending != null) {
      waiting = () -> send(response, session);
      return;
    }
    number++;
    Messages.add(response, "Require: 100rel");
    Messages.add(response, "RSeq: " + number);
    pending = new Pending(response, number, session);
    sender.accept(response);
    repeatAfter(T1, patience);
  }

  /// Does something when nothing is on its way any more; it takes the place of what waits, and
  /// nothing is sent after it.
  void then(Runnable next) {
    closing = true;
    if (pending == null) {
      next.run();
    } else {
      waiting = next;
    }
  }

  /// A PRACK came.
  ///
  /// @return whether it acknowledges anything now; nothing when it belongs to no response of ours
  Optional<Boolean> acknowledge(WireMessage prack, long cseq) {
    String wanted = pending == null ? "" : rack(pending.number(), cseq);
    String got = prack.first("rack").strip().replaceAll("\\s+", " ");
    if (!got.isEmpty() && got.equals(wanted)) {
      acknowledged = number;
      stop();
      Runnable next = waiting;
      waiting = null;
      if (next != null) {
        lane.execute(next);
      }
      return Optional.of(true);
    }
    return acknowledged != 0 && got.equals(rack(acknowledged, cseq))
        ? Optional.of(false)
        : Optional.empty();
  }

  /// Repeats nothing more.
  void stop() {
    pending = null;
    if (repeat != null) {
      repeat.cancel();
      repeat = null;
    }
  }

  private void repeatAfter(Duration wait, Duration left) {
    repeat =
        lanes.after(
            wait,
            lane,
            () -> {
              Pending again = pending;
              if (again == null) {
                return;
              }
              Duration still = left.minus(wait);
              if (still.isNegative() || still.isZero()) {
                stop();
                unacknowledged.run();
              } else {
                sender.accept(again.response());
                repeatAfter(wait.multipliedBy(2), still);
              }
            });
  }

  private static String rack(int number, long cseq) {
    return "%d %d INVITE".formatted(number, cseq);
  }
}
