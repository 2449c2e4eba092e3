package org.otklik.app.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// One call to an operator's telephone.
final class PhoneTalkTest {
  private static final int TRIES = 5_000;
  private static final CallId FIRST = new CallId(new UUID(1, 1));
  private static final CallId SECOND = new CallId(new UUID(1, 2));
  private static final PhoneTalk.Use DEAF = _ -> {};

  @Test
  void staysUpForWhoeverItServesWhileTheFormerLeaves() throws Exception {
    for (var i = 0; i < TRIES; i++) {
      var hungUp = new AtomicBoolean();
      var talk = talk(hungUp);

      var served =
          whileAnotherThread(talk, its -> its.leave(FIRST), its -> its.serve(SECOND, DEAF));

      assertThat(hungUp.get()).isEqualTo(!served);
    }
  }

  @Test
  void tellsItsEndToEverybodyItServes() throws Exception {
    for (var i = 0; i < TRIES; i++) {
      var told = new AtomicBoolean();
      var talk = talk(new AtomicBoolean());

      var served =
          whileAnotherThread(
              talk, its -> its.ended(true), its -> its.serve(SECOND, _ -> told.set(true)));

      assertThat(told.get()).isEqualTo(served);
    }
  }

  @Test
  void isHungUpWhenItsLastCallIsOver() {
    var hungUp = new AtomicBoolean();
    var talk = talk(hungUp);
    talk.serve(SECOND, DEAF);

    talk.leave(FIRST);
    assertThat(hungUp).isFalse();

    talk.leave(SECOND);
    assertThat(hungUp).isTrue();
    assertThat(talk.serve(FIRST, DEAF)).isFalse();
  }

  /// A talk that serves one call.
  private static PhoneTalk talk(AtomicBoolean hungUp) {
    var talk = new PhoneTalk((_, _) -> {}, () -> {});
    talk.dials(() -> hungUp.set(true));
    talk.serve(FIRST, DEAF);
    return talk;
  }

  private interface Step {
    void on(PhoneTalk talk);
  }

  private static boolean whileAnotherThread(
      PhoneTalk talk, Step its, Function<PhoneTalk, Boolean> ours) throws Exception {
    var together = new CyclicBarrier(2);
    var other =
        CompletableFuture.runAsync(
            () -> {
              await(together);
              its.on(talk);
            });
    together.await();
    var result = ours.apply(talk);
    other.get();
    return result;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
