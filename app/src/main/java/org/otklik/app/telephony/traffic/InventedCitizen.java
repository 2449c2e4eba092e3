package org.otklik.app.telephony.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;

/// One call of an invented citizen: chooses language and topic, waits as long as patience lasts,
/// perhaps asks to be called back, and talks until the operator hangs up.
final class InventedCitizen implements OutgoingCallHandler {
  private static final char CALLBACK_KEY = '1';

  /// When keys are pressed after the answer; one that comes early is kept by the line.
  private static final Duration LANGUAGE_AFTER = Duration.ofMillis(1_500);

  private static final Duration TOPIC_AFTER = Duration.ofSeconds(4);

  /// When somebody who wants to be called back says so, and when they say yes to their number.
  private static final Duration CALLBACK_AFTER = Duration.ofSeconds(75);

  private static final Duration YES_AFTER = Duration.ofSeconds(12);

  private final Earpiece earpiece;
  private final Script script;
  private final ScheduledExecutorService timer;
  private final Runnable over;
  private final AtomicReference<@Nullable OutgoingCall> call = new AtomicReference<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable ScheduledFuture<?> patience;

  /// @param over told once when the call is over
  InventedCitizen(Earpiece earpiece, Script script, ScheduledExecutorService timer, Runnable over) {
    this.earpiece = earpiece;
    this.script = script;
    this.timer = timer;
    this.over = over;
  }

  void dials(OutgoingCall dialled) {
    call.set(dialled);
  }

  /// Puts the receiver down.
  void hangUp() {
    var dialled = call.get();
    if (dialled != null) {
      dialled.hangUp();
    }
    end();
  }

  @Override
  public void onAnswered(String sdp) {
    earpiece.accept(sdp);
    timer.execute(
        () -> {
          press(script.language(), LANGUAGE_AFTER);
          press(script.topic(), TOPIC_AFTER);
          if (script.wantsCallback()) {
            press(CALLBACK_KEY, CALLBACK_AFTER);
            press(CALLBACK_KEY, CALLBACK_AFTER.plus(YES_AFTER));
          }
          patience = later(this::hangUp, script.patience());
        });
  }

  /// An operator has taken the call: now it lasts as long as it lasts.
  void served() {
    var waits = patience;
    if (waits != null) {
      waits.cancel(false);
    }
  }

  private void press(char key, Duration after) {
    var _ = later(() -> earpiece.press(key), after);
  }

  private ScheduledFuture<?> later(Runnable step, Duration after) {
    return timer.schedule(step, after.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<String> onReoffer(String offer) {
    return earpiece.change(offer);
  }

  @Override
  public void onRejected(int code, String reason) {
    end();
  }

  @Override
  public void onRemoteHangUp() {
    end();
  }

  @Override
  public void onFailed(CallFailure reason) {
    end();
  }

  private void end() {
    if (!ended.getAndSet(true)) {
      served();
      earpiece.close();
      over.run();
    }
  }
}
