package org.otklik.wire.sip;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A calling side that writes down what happens.
final class Caller implements OutgoingCallHandler {
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

  String nextNote() throws InterruptedException {
    @Nullable String note = log.poll(Desk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (note == null) {
      throw new AssertionError("Nothing happened within " + Desk.PATIENCE);
    }
    return note;
  }

  boolean quiet() {
    return log.isEmpty();
  }

  @Override
  public void onProvisional(int code, Optional<String> sdp) {
    log.add("provisional " + code + (sdp.isPresent() ? " with sound" : ""));
  }

  @Override
  public void onAnswered(String sdp) {
    log.add("answered");
  }

  @Override
  public void onRejected(int code, String reason) {
    log.add("rejected " + code);
  }

  @Override
  public void onRemoteHangUp() {
    log.add("hung up");
  }

  @Override
  public void onRemoteAnswer(String sdp) {
    log.add(sdp.contains("s=changed") ? "change accepted" : "change answered otherwise");
  }

  @Override
  public void onReofferRefused(int code) {
    log.add("change refused " + code);
  }

  @Override
  public Optional<String> onReoffer(String offer) {
    log.add("offered " + (offer.contains("sendonly") ? "hold" : "change"));
    return Optional.of(Desk.SDP);
  }

  @Override
  public void onFailed(CallFailure reason) {
    log.add("failed " + reason);
  }
}
