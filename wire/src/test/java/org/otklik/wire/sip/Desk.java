package org.otklik.wire.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A called side that writes down what happens and does with each call what the test says.
final class Desk implements SipEvents {
  static final Duration PATIENCE = Duration.ofSeconds(15);
  static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 40000 RTP/AVP 8
      """
          .replace("\n", "\r\n");

  /// What the desk does when a call arrives.
  @FunctionalInterface
  interface Manner {
    void meet(IncomingCall call);
  }

  private final Manner manner;
  private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  Desk(Manner manner) {
    this.manner = manner;
  }

  static Desk answering() {
    return new Desk(call -> call.answer(SDP));
  }

  @Override
  public void onInvite(IncomingCall call) {
    call.handle(new Notes());
    calls.add(call);
    manner.meet(call);
  }

  IncomingCall nextCall() throws InterruptedException {
    return told(calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  String nextNote() throws InterruptedException {
    return told(log.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  boolean quiet() {
    return calls.isEmpty() && log.isEmpty();
  }

  private static <T> T told(@Nullable T happened) {
    if (happened == null) {
      throw new AssertionError("Nothing happened within " + PATIENCE);
    }
    return happened;
  }

  private final class Notes implements CallHandler {
    @Override
    public void onAnswered() {
      log.add("answered");
    }

    @Override
    public void onRemoteAnswer(String sdp) {
      log.add("remote answer " + sdp.strip());
    }

    @Override
    public void onReofferRefused(int code) {
      log.add("reoffer refused " + code);
    }

    @Override
    public void onCancelled() {
      log.add("cancelled");
    }

    @Override
    public void onRemoteHangUp() {
      log.add("hung up");
    }

    @Override
    public Optional<String> onReoffer(String offer) {
      log.add("reoffer " + offer.strip());
      return offer.contains("refuse")
          ? Optional.empty()
          : Optional.of(SDP.replace("s=-", "s=changed"));
    }

    @Override
    public void onDigit(char digit, Duration duration) {
      log.add("digit %c %d".formatted(digit, duration.toMillis()));
    }

    @Override
    public void onFailed(CallFailure reason) {
      log.add("failed " + reason);
    }
  }
}
