package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The place where calls come in and go out: SIP over UDP and TCP on one port (RFC 3261).
///
/// It answers for itself only: nothing is relayed, redirected or moved. What it does, and what it
/// refuses with which code, stands in the README of this package.
public final class SipEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);
  private static final Pattern TARGET =
      Pattern.compile(
          "sip:(?:[-_.!~*'()&=+$,;?/%A-Za-z0-9]+@)?(\\[[0-9A-Fa-f:.]+\\]|[-.A-Za-z0-9]+)(?::\\d{1,5})?((?:;[-.!%*_+`'~A-Za-z0-9]+(?:=[-.!%*_+`'~A-Za-z0-9]+)?)*)");
  private static final Pattern USER = Pattern.compile("[-_.!~*'()&=+$,A-Za-z0-9]{1,64}");

  private final Core core;
  private final int port;

  private SipEndpoint(Core core, int port) {
    this.core = core;
    this.port = port;
  }

  /// Opens the port and begins to listen.
  ///
  /// @throws SipPortTaken when another program holds the port
  /// @throws SipStartFailed when it cannot start for another reason
  public static SipEndpoint start(SipSettings settings, SipEvents events) {
    Sockets sockets = Sockets.open(settings);
    try {
      var endpoint = new SipEndpoint(new Core(settings, sockets, events), sockets.port());
      LOG.info("SIP listens on port {} (UDP and TCP)", endpoint.port);
      return endpoint;
    } catch (SipStartFailed fault) {
      try {
        sockets.close();
      } catch (IOException other) {
        fault.addSuppressed(other);
      }
      throw fault;
    }
  }

  /// The UDP and TCP port.
  public int port() {
    return port;
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
  /// @param targetUri `sip:user@host:port`, with `;transport=tcp` for TCP; nothing else is called
  /// @param fromUser user part of our address
  /// @param sdpOffer our offer
  /// @throws IllegalArgumentException when the target or the user is no address; the message does
  ///   not repeat it
  public OutgoingCall call(
      String targetUri, String fromUser, String sdpOffer, OutgoingCallHandler handler) {
    Matcher target = TARGET.matcher(targetUri);
    if (!target.matches() || !USER.matcher(fromUser).matches()) {
      throw new IllegalArgumentException("The target or the user is no SIP address.");
    }
    Transport transport =
        target.group(2).toLowerCase(Locale.ROOT).contains(";transport=tcp")
            ? Transport.TCP
            : Transport.UDP;
    lookUp(target.group(1));
    String tag = Messages.name();
    SIPRequest invite = invite(targetUri, fromUser, transport, tag, sdpOffer);
    var leg = new OutgoingLeg(core, invite, tag, transport, sdpOffer, handler);
    core.counters.callsOut.increment();
    leg.start();
    return leg;
  }

  /// Stops listening. Calls are not hung up: end them before.
  @Override
  public void close() {
    try {
      core.close();
    } catch (IOException fault) {
      LOG.warn("A SIP socket did not close: {}", fault.getClass().getName());
    }
  }

  private SIPRequest invite(
      String target, String fromUser, Transport transport, String tag, String sdp) {
    try {
      return core.messages.invite(target, fromUser, transport, tag, sdp);
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
