package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
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
  private static final Pattern USER = Pattern.compile("[-_.!~*'()&=+$,A-Za-z0-9]{1,64}");

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

  /// Calls somebody; may wait for the name service when the target is a host name.
  ///
  /// @param targetUri `sip:user@host:port`, with `;transport=tcp` for TCP and `;transport=tls` for
  ///   TLS, or `sips:user@host:port` for TLS all the way; nothing else is called
  /// @param fromUser user part of our address
  /// @param sdpOffer our offer
  /// @throws IllegalArgumentException when the target or the user is no address; the message does
  ///   not repeat it, or when it wants TLS and there is none
  public OutgoingCall call(
      String targetUri, String fromUser, String sdpOffer, OutgoingCallHandler handler) {
    Matcher target = TARGET.matcher(targetUri);
    if (!target.matches() || !USER.matcher(fromUser).matches()) {
      throw new IllegalArgumentException("The target or the user is no SIP address.");
    }
    Reach reach = Reach.to(targetUri);
    if (reach.transport() == Transport.TLS && tlsPort() == 0) {
      throw new IllegalArgumentException("The target wants TLS, and no certificate is set.");
    }
    lookUp(target.group(1));
    OutgoingLeg leg = leg(targetUri, fromUser, reach, sdpOffer, handler);
    leg.start();
    return leg;
  }

  /// Calls a registered telephone, where it registered from.
  ///
  /// @throws IllegalArgumentException when the user is no part of an address
  public OutgoingCall call(
      RegisteredPhone phone, String fromUser, String sdpOffer, OutgoingCallHandler handler) {
    if (!callable(phone.contact()) || !USER.matcher(fromUser).matches()) {
      throw new IllegalArgumentException("The contact or the user is no SIP address.");
    }
    var reach = new Reach(phone.transport(), false);
    OutgoingLeg leg = leg(phone.contact(), fromUser, reach, sdpOffer, handler);
    leg.through(new Flow(phone.source(), phone.transport()));
    leg.start();
    return leg;
  }

  /// The telephones of a user that are registered now; the one registered for longest comes first.
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

  private OutgoingLeg leg(
      String target, String fromUser, Reach reach, String sdpOffer, OutgoingCallHandler handler) {
    String tag = Messages.name();
    SIPRequest invite = invite(target, fromUser, reach, tag, sdpOffer);
    core.counters.callsOut.increment();
    return new OutgoingLeg(core, invite, tag, reach, sdpOffer, handler);
  }

  private SIPRequest invite(String target, String fromUser, Reach reach, String tag, String sdp) {
    try {
      return core.messages.invite(target, fromUser, reach, tag, sdp);
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("The target or the user is no SIP address.", malformed);
    }
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
