package org.otklik.wire.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The place where calls come in and go out: SIP over UDP and TCP on one port, and over TLS on
/// another (RFC 3261).
///
/// It answers for itself only: nothing is relayed, redirected or moved. What it does, and what it
/// refuses with which code, stands in the README of this package.
public final class SipEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);
  private static final Pattern TARGET =
      Pattern.compile(
          "sips?:(?:[-_.!~*'()&=+$,;?/%A-Za-z0-9]+@)?(\\[[0-9A-Fa-f:.]+\\]|[-.A-Za-z0-9]+)(?::\\d{1,5})?(?:;[-.!%*_+`'~A-Za-z0-9]+(?:=[-.!%*_+`'~A-Za-z0-9]+)?)*");

  private final Core core;
  private final Sockets sockets;

  private SipEndpoint(Core core, Sockets sockets) {
    this.core = core;
    this.sockets = sockets;
  }

  /// Opens the port and begins to listen.
  ///
  /// @throws SipPortTaken when another program holds the port
  /// @throws SipStartFailed when it cannot start for another reason
  public static SipEndpoint start(SipSettings settings, SipEvents events) {
    Sockets sockets = Sockets.open(settings);
    try {
      var endpoint = new SipEndpoint(new Core(settings, sockets, events), sockets);
      LOG.info("SIP listens on port {} (UDP and TCP)", endpoint.port());
      if (endpoint.tlsPort() != 0) {
        LOG.info("SIP listens on port {} (TLS)", endpoint.tlsPort());
      }
      return endpoint;
    } catch (SipStartFailed fault) {
      sockets.close();
      throw fault;
    }
  }

  /// The UDP and TCP port.
  public int port() {
    return sockets.port();
  }

  /// The TLS port; 0 without TLS.
  public int tlsPort() {
    return sockets.tlsPort();
  }

  public SipCounters counters() {
    return core.counters;
  }

  /// Calls of others that are ringing or standing now.
  public int callsActive() {
    return core.admission.active();
  }

  /// Calls somebody as a user of ours; as [#call(String, SipIdentity, String,
  /// OutgoingCallHandler)].
  public OutgoingCall call(
      String targetUri, String fromUser, String sdpOffer, OutgoingCallHandler handler) {
    return call(targetUri, SipIdentity.of(fromUser), sdpOffer, handler);
  }

  /// Calls somebody; may wait for the name service when the target is a host name.
  ///
  /// A challenge is answered once if the identity has a password. A redirection is never followed:
  /// whoever wants to call there must say so himself (toll fraud).
  ///
  /// @param targetUri `sip:user@host:port`, with `;transport=tcp` for TCP and `;transport=tls` for
  ///   TLS, or `sips:user@host:port` for TLS all the way; nothing else is called
  /// @param sdpOffer our offer
  /// @throws IllegalArgumentException when the target is no address; the message does not repeat
  ///   it; or when it wants TLS and there is none
  public OutgoingCall call(
      String targetUri, SipIdentity from, String sdpOffer, OutgoingCallHandler handler) {
    OutgoingLeg leg = leg(invitation("INVITE", targetUri, from), sdpOffer, handler);
    leg.start();
    return leg;
  }

  /// Asks how somebody is (OPTIONS, RFC 3261 11); [TrunkHealth] says when. May wait for the name
  /// service.
  ///
  /// @param answered told the code of the final answer once, on the executor of the settings: any
  ///   from somebody who is there, 408 when none came, 503 when it could not be sent
  public void ping(String targetUri, SipIdentity from, IntConsumer answered) {
    Invitation options = invitation("OPTIONS", targetUri, from);
    var cseq = new AtomicInteger();
    new Question(
            core,
            options,
            () -> core.messages.outside(options, cseq.incrementAndGet()),
            (code, _) -> answered.accept(code))
        .ask();
  }

  /// A registration of ours with a trunk that wants one (RFC 3261 10.2); nothing is sent yet.
  ///
  /// @param registrarUri address of the registrar, without a user
  /// @param from who we are there; its domain must be set
  /// @throws IllegalArgumentException when there is no such domain or address, or it wants TLS and
  ///   there is none
  public Registration registration(String registrarUri, SipIdentity from) {
    if (from.domain().isEmpty()) {
      throw new IllegalArgumentException("Who registers must say in which domain.");
    }
    Matcher registrar = target(registrarUri);
    Invitation register =
        Invitation.of("REGISTER", registrarUri, from, reach(registrarUri))
            .addressedTo("sip:%s@%s".formatted(from.user(), from.domain()));
    return new Registration(core, register, () -> lookUp(registrar.group(1)));
  }

  /// Calls a registered telephone, where it registered from.
  ///
  /// @throws IllegalArgumentException when the user is no part of an address
  public OutgoingCall call(
      RegisteredPhone phone, String fromUser, String sdpOffer, OutgoingCallHandler handler) {
    if (!callable(phone.contact())) {
      throw new IllegalArgumentException("The contact is no SIP address.");
    }
    Invitation invitation = Invitation.to(phone, "INVITE", SipIdentity.of(fromUser));
    OutgoingLeg leg = leg(invitation, sdpOffer, handler);
    leg.through(new Flow(phone.source(), phone.transport()));
    leg.start();
    return leg;
  }

  /// Forgets a telephone that cannot be reached, until it registers again.
  public void forget(RegisteredPhone phone) {
    core.registrar().ifPresent(registrar -> registrar.unreachable(phone));
  }

  /// The telephones of a user that are registered now; the one that registered last comes first.
  public List<RegisteredPhone> phones(String user) {
    return core.registrar().map(registrar -> registrar.phones(user)).orElseGet(List::of);
  }

  /// Whether an address is one that can be called.
  static boolean callable(String uri) {
    return TARGET.matcher(uri).matches();
  }

  /// Stops listening. Calls are not hung up: end them before.
  @Override
  public void close() {
    core.close();
  }

  private OutgoingLeg leg(Invitation invitation, String sdpOffer, OutgoingCallHandler handler) {
    core.counters.callsOut.increment();
    return new OutgoingLeg(core, invitation, sdpOffer, handler);
  }

  private Invitation invitation(String method, String targetUri, SipIdentity from) {
    Matcher target = target(targetUri);
    Reach reach = reach(targetUri);
    lookUp(target.group(1));
    return Invitation.of(method, targetUri, from, reach);
  }

  private static Matcher target(String uri) {
    Matcher target = TARGET.matcher(uri);
    if (!target.matches()) {
      throw new IllegalArgumentException("The target is no SIP address.");
    }
    return target;
  }

  private Reach reach(String targetUri) {
    Reach reach = Reach.to(targetUri);
    if (reach.transport() == Transport.TLS && tlsPort() == 0) {
      throw new IllegalArgumentException("The target wants TLS, and no certificate is set.");
    }
    return reach;
  }

  /// Asks the name service here, so that no lane has to: the answer is kept by the JDK.
  private static void lookUp(String host) {
    if (!Hosts.literal(host)) {
      try {
        InetAddress.getByName(host);
      } catch (UnknownHostException unknown) {
        throw new IllegalArgumentException("The target is not known to the name service.", unknown);
      }
    }
  }
}
