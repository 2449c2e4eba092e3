package org.otklik.app.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.CallEars;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.Calls;

/// Telephony that keeps what it was asked.
final class FakeCalls implements Calls {
  final List<String> log = new ArrayList<>();
  final AtomicInteger atOnceMost = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private List<String> said = List.of();
  @Nullable CompletableFuture<Ending> playing;
  @Nullable CallEars ears;
  boolean endsAtOnce;
  boolean slow;
  int failures;

  List<String> lastSaid() {
    return said;
  }

  void finish() {
    complete(playing, Ending.DONE);
  }

  @Override
  public void ring(CallId call) {
    log.add("ring");
  }

  @Override
  public void queue(CallId call) {
    log.add("queue");
  }

  @Override
  public CompletionStage<Ending> answer(CallId call) {
    log.add("answer");
    return CompletableFuture.completedStage(Ending.DONE);
  }

  @Override
  public void refuse(CallId call, Refusal why) {
    log.add("refuse " + why);
  }

  @Override
  public CompletionStage<Ending> play(CallId call, List<String> sounds) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("no sound today");
    }
    replace();
    log.add("play");
    said = sounds;
    var begun = new CompletableFuture<Ending>();
    playing = begun;
    atOnceMost.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    for (int i = 0; slow && i < 10_000; i++) {
      Thread.onSpinWait();
    }
    atOnce.decrementAndGet();
    if (endsAtOnce) {
      begun.complete(Ending.DONE);
    }
    return begun;
  }

  @Override
  public void music(CallId call) {
    replace();
    log.add("music");
  }

  @Override
  public void stop(CallId call) {
    replace();
    log.add("stop");
  }

  @Override
  public Runnable listen(CallId call, CallEars hearing) {
    log.add("listen");
    ears = hearing;
    return () -> log.add("stop listening");
  }

  @Override
  public void hangUp(CallId call) {
    log.add("hang up");
  }

  private void replace() {
    complete(playing, Ending.REPLACED);
    playing = null;
  }

  static void complete(@Nullable CompletableFuture<Ending> playing, Ending ending) {
    if (playing != null) {
      playing.complete(ending);
    }
  }
}
