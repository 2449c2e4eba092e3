package org.otklik.app.telephony.signalling;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Goertzel;
import org.otklik.app.testing.RtpPhone;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.OutgoingCall;
import org.otklik.wire.sip.OutgoingCallHandler;
import org.otklik.wire.sip.Phones;
import org.otklik.wire.sip.RegisteredPhone;
import org.otklik.wire.sip.RegistrationAnswer;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipEvents;
import org.otklik.wire.sip.SipIdentity;
import org.otklik.wire.sip.SipRegistrar;
import org.otklik.wire.sip.SipSettings;

/// A telephone or a network beside the centre, with one call at a time: it calls or is called,
/// speaks a tone, and keeps what happens.
final class SipPeer implements AutoCloseable, SipEvents, OutgoingCallHandler {
  private static final Duration SOON = Duration.ofSeconds(20);
  static final String PASSWORD = "a-long-password";
  private static final int SECOND = 8_000;

  /// What it does with a call.
  enum Manner {
    ANSWERS,
    RINGS,
    BUSY,
    DECLINES,
    REDIRECTS,
    FAILS
  }

  final List<IncomingCall> called = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final String name;
  private final RtpPhone sound;
  private final SipEndpoint endpoint;
  private volatile Manner manner = Manner.ANSWERS;
  private volatile Runnable unregister = () -> {};
  private volatile Optional<OutgoingCall> calling = Optional.empty();

  SipPeer(String name, String address, double hertz) {
    this.name = name;
    var here = InetAddress.ofLiteral(address);
    var soundAt = here instanceof Inet6Address ? here : InetAddress.ofLiteral("127.0.0.1");
    this.sound =
        new RtpPhone(soundAt, hertz, G711.A_LAW, 101, Math.floorMod(name.hashCode(), 1000));
    this.endpoint =
        SipEndpoint.start(
            SipSettings.on(here, 0).registering(SipRegistrar.of(name, new Members())), this);
  }

  /// Who may register with it: everybody who knows the password.
  private final class Members implements Phones {
    @Override
    public Optional<DigestSecret> findSecret(String user) {
      return Optional.of(DigestSecret.of(user, name, PASSWORD));
    }
  }

  /// Who has registered with it.
  List<RegisteredPhone> members(String user) {
    return endpoint.phones(user);
  }

  /// Calls who has registered.
  SipPeer call(RegisteredPhone member, String caller) {
    calling = Optional.of(endpoint.call(member, caller, sound.sdp(), this));
    return this;
  }

  int port() {
    return endpoint.port();
  }

  SipPeer that(Manner wanted) {
    manner = wanted;
    return this;
  }

  RtpPhone sound() {
    return sound;
  }

  /// Registers; returns the code of the answer.
  int register(String registrar, SipIdentity identity) {
    int code = register(registrar, identity, Duration.ofMinutes(5));
    if (code == 200) {
      unregister = () -> register(registrar, identity, Duration.ZERO);
    }
    return code;
  }

  private int register(String registrar, SipIdentity identity, Duration expires) {
    var answered = new CompletableFuture<Integer>();
    endpoint
        .registration(registrar, identity)
        .register(
            expires,
            answer ->
                answered.complete(
                    switch (answer) {
                      case RegistrationAnswer.Registered _ -> 200;
                      case RegistrationAnswer.TooBrief _ -> 423;
                      case RegistrationAnswer.Refused(var code, _) -> code;
                    }));
    return answered.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// Calls.
  SipPeer call(String target, SipIdentity identity) {
    calling = Optional.of(endpoint.call(target, identity, sound.sdp(), this));
    return this;
  }

  /// Puts the call on hold, or takes it up again.
  void hold(boolean held) {
    called.getLast().reinvite(sound.sdp(held ? "sendonly" : "sendrecv"));
  }

  void hangUp() {
    calling.ifPresentOrElse(OutgoingCall::hangUp, () -> called.getLast().hangUp());
  }

  /// Takes the call that rings.
  void take() {
    var invite = called.getLast();
    sound.forget();
    invite.offer().ifPresent(sound::speakTo);
    invite.answer(sound.sdp());
  }

  /// Waits for something that happens.
  SipPeer awaits(String note) {
    try {
      for (var next = next(); !next.startsWith(note); next = next()) {
        // Something else happens meanwhile.
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private String next() throws InterruptedException {
    var next = notes.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing more happens at " + name);
    }
    return next;
  }

  /// Waits until the tone is heard, or is no longer heard.
  SipPeer awaitTone(double hertz, boolean there) {
    sound.forget();
    Await.until(
        "%s hears %.0f Hz: %s".formatted(name, hertz, there),
        SOON,
        () ->
            sound.heardLength() > SECOND / 2
                && Goertzel.amplitude(sound.latest(SECOND / 4), hertz) > 1_500 == there);
    return this;
  }

  @Override
  public void onInvite(IncomingCall invite) {
    called.add(invite);
    calling = Optional.empty();
    invite.handle(this);
    notes.add("called " + invite.dialledUser());
    switch (manner) {
      case ANSWERS -> {
        invite.ringing();
        take();
      }
      case RINGS -> invite.ringing();
      case BUSY -> invite.reject(486, "Busy Here", Map.of());
      case DECLINES -> invite.reject(603, "Decline", Map.of());
      case REDIRECTS ->
          invite.reject(
              302, "Moved Temporarily", Map.of("Contact", "<sip:+18095550100@127.0.0.9>"));
      case FAILS -> invite.reject(503, "Service Unavailable", Map.of());
    }
  }

  @Override
  public void onProvisional(int code, Optional<String> sdp) {
    notes.add("%d%s".formatted(code, sdp.isPresent() ? " with sound" : ""));
    sdp.ifPresent(sound::speakTo);
  }

  @Override
  public void onAnswered(String sdp) {
    sound.speakTo(sdp);
    notes.add("answered");
  }

  @Override
  public void onAnswered() {
    notes.add("acknowledged");
  }

  @Override
  public void onRejected(int code, String reason) {
    notes.add("rejected " + code);
  }

  @Override
  public void onCancelled() {
    notes.add("cancelled");
  }

  @Override
  public void onRemoteHangUp() {
    notes.add("hung up");
  }

  @Override
  public void onFailed(CallFailure reason) {
    notes.add("failed " + reason);
  }

  /// Dies without a word.
  void die() {
    unregister = () -> {};
    calling = Optional.empty();
    called.clear();
    close();
  }

  /// Hangs up whatever call there still is, and is no longer registered. To be waited for before
  /// [#close]: an endpoint that is closed at once takes its BYE with it, and the centre would go on
  /// with a call that nobody else knows of.
  void leave() {
    calling.ifPresent(OutgoingCall::hangUp);
    called.forEach(IncomingCall::hangUp);
    unregister.run();
    unregister = () -> {};
  }

  @Override
  public void close() {
    endpoint.close();
    sound.close();
  }
}
