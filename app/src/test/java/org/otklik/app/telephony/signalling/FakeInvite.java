package org.otklik.app.telephony.signalling;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.digest.DigestVerdict;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.Transport;

/// A call that comes in; it writes down what it is answered.
final class FakeInvite implements IncomingCall {
  final List<String> answers = new CopyOnWriteArrayList<>();
  private final InetSocketAddress source;
  private final Transport transport;
  private DigestVerdict verdict = new DigestVerdict.Missing();
  private boolean broken;

  FakeInvite(String address, Transport transport) {
    this.source = new InetSocketAddress(address, 5060);
    this.transport = transport;
  }

  /// Whose description of sound cannot be got.
  FakeInvite broken() {
    broken = true;
    return this;
  }

  FakeInvite proven(String user) {
    verdict = new DigestVerdict.Proven(user);
    return this;
  }

  @Override
  public String id() {
    return "0123456789abcdef";
  }

  @Override
  public String dialledUser() {
    return "1150";
  }

  @Override
  public String callerNumber() {
    return "+74951230001";
  }

  @Override
  public Optional<String> assertedNumber() {
    return Optional.empty();
  }

  @Override
  public String callerDisplayName() {
    return "";
  }

  @Override
  public Optional<String> diversion() {
    return Optional.empty();
  }

  @Override
  public InetSocketAddress source() {
    return source;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Optional<String> offer() {
    if (broken) {
      throw new IllegalStateException("broken");
    }
    return Optional.of("offer");
  }

  @Override
  public DigestVerdict check(
      DigestChallenges challenges, Function<String, Optional<DigestSecret>> secrets) {
    return verdict;
  }

  @Override
  public void challenge(DigestChallenges challenges, boolean stale) {
    answers.add("401");
  }

  @Override
  public void handle(CallHandler handler) {}

  @Override
  public void ringing() {
    answers.add("180");
  }

  @Override
  public void queued() {
    answers.add("182");
  }

  @Override
  public void progress(String sdp) {
    answers.add("183");
  }

  @Override
  public void answer(String sdp) {
    answers.add("200");
  }

  @Override
  public void reject(int code, String reason, Map<String, String> headers) {
    answers.add(Integer.toString(code));
  }

  @Override
  public void hangUp() {
    answers.add("hang up");
  }

  @Override
  public void reinvite(String offer) {
    answers.add("offer");
  }
}
