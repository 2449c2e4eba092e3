package org.otklik.app.telephony.call;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.Sound;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;

/// One trial call: presses the wanted keys, speaks the voice once the line is quiet about keys, and
/// prints what happens with the seconds since dialling.
final class TrialPhone implements OutgoingCallHandler, LegListener {

  /// The line has asked by then.
  private static final Duration BEFORE_KEY = Duration.ofSeconds(3);

  /// So long the endpoint stays open after our BYE or CANCEL, for it to arrive.
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final CallArguments wanted;
  private final MediaPlane sound;
  private final Sound voice;
  private final PrintStream out;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1); // by the other side that it is over
  private final long began = System.nanoTime();
  private volatile @Nullable LegId leg;
  private volatile @Nullable OutgoingCall call;
  private volatile boolean hungUp;
  private volatile boolean answered;

  TrialPhone(CallArguments wanted, MediaPlane sound, Sound voice, PrintStream out) {
    this.wanted = wanted;
    this.sound = sound;
    this.voice = voice;
    this.out = out;
  }

  void dials(LegId own, OutgoingCall dialled, String uri) {
    leg = own;
    call = dialled;
    say("звоним · calling " + uri);
  }

  /// Waits for the end, at most the wanted time.
  ///
  /// @return false when the call was never answered
  boolean untilOver() {
    try {
      if (!over.await(wanted.length().toSeconds(), TimeUnit.SECONDS)) {
        say("время вышло, кладём трубку · time is up, hanging up");
        hangUp();
      }
      if (hungUp) {
        told.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answered;
  }

  void typed(String line) {
    if (line.equals("q")) {
      say("кладём трубку · hanging up");
      hangUp();
    } else if (line.matches("[0-9*#]{1,20}")) {
      line.chars().forEach(key -> press((char) key));
    }
  }

  @Override
  public void onProvisional(int code, Optional<String> sdp) {
    say(code == 180 ? "гудки · ringing" : "ответ · answer " + code);
  }

  @Override
  public void onAnswered(String sdp) {
    var own = leg;
    if (own == null) {
      return;
    }
    var refusal = sound.accept(own, sdp);
    if (refusal.isPresent()) {
      say("звук не подошёл · the sound does not fit: " + refusal.get());
      hangUp();
      return;
    }
    sound.begin(own);
    answered = true;
    say("сняли трубку · answered");
    var file = wanted.record();
    if (file != null) {
      sound.record(own, file, end -> say("записано · recorded: " + end.file()));
    }
    Thread.ofVirtual().start(this::pressAndSpeak);
  }

  @Override
  public void onRejected(int code, String reason) {
    told.countDown();
    if (!hungUp) {
      say("отказ · refused: %d %s".formatted(code, reason));
    }
    over.countDown();
  }

  @Override
  public void onRemoteHangUp() {
    told.countDown();
    say("на той стороне положили трубку · the other side hung up");
    over.countDown();
  }

  @Override
  public void onFailed(CallFailure reason) {
    told.countDown();
    if (!hungUp) {
      say("звонок прервался · the call failed: " + reason);
    }
    over.countDown();
  }

  private void pressAndSpeak() {
    try {
      for (var key : wanted.keys().toCharArray()) {
        if (over.await(BEFORE_KEY.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        press(key);
      }
      while (!over.await(BEFORE_KEY.toMillis(), TimeUnit.MILLISECONDS)) {
        speak();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says it once; the next time a pause later.
  private void speak() throws InterruptedException {
    var said = new CountDownLatch(1);
    var own = leg;
    if (own != null) {
      sound.play(own, List.of(voice), end -> said.countDown());
      said.await(voice.duration().toSeconds() + 2, TimeUnit.SECONDS);
      sound
          .statistics(own)
          .ifPresent(now -> say("слышно · heard: %.0f dBov".formatted(now.levelDbov())));
    }
  }

  private void press(char key) {
    var own = leg;
    if (own != null) {
      sound.sendDigits(own, String.valueOf(key));
      say("нажали · pressed " + key);
    }
  }

  private void hangUp() {
    var dialled = call;
    hungUp = true;
    if (dialled != null) {
      dialled.hangUp();
    }
    over.countDown();
  }

  private void say(String what) {
    var seconds = (System.nanoTime() - began) / 1e9;
    out.println(String.format(Locale.ROOT, "%6.1f  %s", seconds, what));
  }
}
