package org.otklik.app.telephony.signalling;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipLimits;
import org.otklik.wire.sip.SipSettings;

/// The product's SIP: each call is two, one on each side.
final class OwnExchange implements SipBench.Exchange {

  private static final int ENOUGH = 100_000;
  private static final SipLimits LIMITS = new SipLimits(ENOUGH, ENOUGH, ENOUGH, ENOUGH, ENOUGH);

  private final String target;
  private final SipEndpoint endpoint;

  private OwnExchange(int called) {
    var loopback = InetAddress.getLoopbackAddress();
    target = "sip:bench@%s:%d".formatted(loopback.getHostAddress(), called);
    endpoint = SipEndpoint.start(SipSettings.on(loopback, 0).limitedTo(LIMITS), this::putThrough);
  }

  static OwnExchange start(int called) {
    return new OwnExchange(called);
  }

  @Override
  public int port() {
    return endpoint.port();
  }

  /// Of the whole process, in which nothing else happens.
  @Override
  public long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private void putThrough(IncomingCall caller) {
    var called = new CompletableFuture<OutgoingCall>();
    caller.handle(new CallerSide(called));
    called.complete(
        endpoint.call(
            target,
            caller.callerNumber().isEmpty() ? "bench" : caller.callerNumber(),
            caller.offer().orElseThrow(),
            new CalledSide(caller)));
  }

  private record CallerSide(CompletableFuture<OutgoingCall> called) implements CallHandler {

    @Override
    public void onCancelled() {
      var _ = called.thenAccept(OutgoingCall::cancel);
    }

    @Override
    public void onRemoteHangUp() {
      var _ = called.thenAccept(OutgoingCall::hangUp);
    }

    @Override
    public void onFailed(CallFailure reason) {
      var _ = called.thenAccept(OutgoingCall::hangUp);
    }
  }

  private record CalledSide(IncomingCall caller) implements OutgoingCallHandler {

    @Override
    public void onProvisional(int code, Optional<String> sdp) {
      caller.ringing();
    }

    @Override
    public void onAnswered(String sdp) {
      caller.answer(sdp);
    }

    @Override
    public void onRejected(int code, String reason) {
      caller.hangUp();
    }

    @Override
    public void onRemoteHangUp() {
      caller.hangUp();
    }
  }
}
