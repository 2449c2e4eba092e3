package org.otklik.wire.sip;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;

/// Builds the messages that this side sends.
final class Messages {
  private static final HexFormat HEX = HexFormat.of();
  private static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
  private static final List<String> SESSION_LINES =
      List.of(Rules.ALLOW, "Supported: timer", Rules.ACCEPT);

  /// Fields that the stack expects in a form of its own.
  private static final Set<String> READ_BY_STACK =
      Set.of("Authorization", "Proxy-Authorization", "Expires");

  private final SipSettings settings;
  private final Sockets sockets;

  Messages(SipSettings settings, Sockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  /// 64 random bits in hexadecimal: a tag, a branch, a call's name.
  static String name() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /// Names a transaction of ours (RFC 3261 8.1.1.7).
  static String branch() {
    return "z9hG4bK" + name();
  }

  SIPResponse trying(WireRequest request) {
    return request.createResponse(100, "Trying");
  }

  /// A response without a body.
  ///
  /// @param tag ours in `To`; empty when the request brings it already
  SIPResponse response(WireRequest request, int code, String reason, String tag) {
    SIPResponse response = request.createResponse(code, reason);
    if (!tag.isEmpty()) {
      var to = (To) response.getTo();
      try {
        to.setTag(tag);
      } catch (ParseException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    add(response, "Server: " + settings.userAgent());
    return response;
  }

  /// A response that makes or changes a session: with `Contact` and what this side can do.
  SIPResponse session(WireRequest request, int code, String reason, String tag) {
    SIPResponse response = response(request, code, reason, tag);
    response.setHeader(contact("", Reach.of(request)));
    SESSION_LINES.forEach(line -> add(response, line));
    return response;
  }

  /// An INVITE that begins a call.
  SIPRequest invite(Invitation invitation, int cseq, String sdp) {
    SIPRequest invite = outside(invitation, cseq);
    SESSION_LINES.forEach(line -> add(invite, line));
    add(invite, "Session-Expires: " + SessionTimer.WANTED.toSeconds());
    add(invite, "Min-SE: " + Rules.SESSION_MIN_SECONDS);
    body(invite, Bodies.SDP, sdp);
    return invite;
  }

  /// A REGISTER. Its `Contact` names the user, so that calls that come by it say whom they are for.
  SIPRequest register(Invitation invitation, int cseq, Duration expires) {
    SIPRequest register = outside(invitation, cseq);
    register.setHeader(contact(invitation.identity().user() + "@", invitation.reach()));
    add(register, "Expires: " + expires.toSeconds());
    return register;
  }

  /// The beginning of the `Contact` of a registration.
  String registered(Invitation invitation) {
    Reach reach = invitation.reach();
    return "%s:%s@%s:%d"
        .formatted(
            reach.scheme(),
            invitation.identity().user(),
            settings.host(),
            sockets.port(reach.transport()));
  }

  /// A request outside of a dialog, with `Contact`.
  SIPRequest outside(Invitation invitation, int cseq) {
    Reach reach = invitation.reach();
    SipIdentity identity = invitation.identity();
    String here = settings.host() + ":" + sockets.port(reach.transport());
    String domain = identity.domain().isEmpty() ? here : identity.domain();
    String own = reach.scheme() + ":" + identity.user();
    SIPRequest request =
        own(
            String.join(
                "\r\n",
                invitation.method() + " " + invitation.target() + " SIP/2.0",
                "Via: SIP/2.0/" + reach.transport() + " " + here + ";rport;branch=" + branch(),
                "Max-Forwards: 70",
                "From: <" + own + "@" + domain + ">;tag=" + invitation.tag(),
                "To: <" + invitation.to() + ">",
                "Call-ID: " + invitation.callId(),
                "CSeq: " + cseq + " " + invitation.method(),
                "User-Agent: " + settings.userAgent(),
                "Content-Length: 0",
                "",
                ""));
    request.setHeader(contact("", reach));
    if (!identity.asserted().isEmpty()) {
      add(
          request,
          "P-Asserted-Identity: <%s:%s@%s>".formatted(reach.scheme(), identity.asserted(), domain));
    }
    return request;
  }

  /// Its parts were checked before: they are proper.
  private static SIPRequest own(String text) {
    try {
      return StackParser.own(text);
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("The target or the user is no SIP address.", malformed);
    }
  }

  /// What this side says in every request that it makes in a dialog.
  void sign(SIPRequest request, Reach reach) {
    add(request, "User-Agent: " + settings.userAgent());
    if (request.getMethod().equals("INVITE")) {
      request.setHeader(contact("", reach));
      SESSION_LINES.forEach(line -> add(request, line));
    }
  }

  static void body(SIPMessage message, String type, String text) {
    int slash = type.indexOf('/');
    try {
      message.setContent(
          text.getBytes(StandardCharsets.UTF_8),
          new ContentType(type.substring(0, slash), type.substring(slash + 1)));
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Adds a header field of our own words, `Name: value`, in place of another of this name.
  static void add(SIPMessage message, String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1).strip();
    if (READ_BY_STACK.contains(name)) {
      message.removeHeader(name);
      addOneMore(message, line);
    } else {
      var header = new ExtensionHeaderImpl(name);
      header.setValue(value);
      message.setHeader((Header) header);
    }
  }

  /// Adds a header field that may stand several times, `Name: value`.
  static void addOneMore(SIPMessage message, String line) {
    int colon = line.indexOf(':');
    try {
      message.addHeader(
          HEADERS.createHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Whether a text may stand in a header field or a reason phrase: one line, nothing hidden.
  static boolean oneLine(String text) {
    return text.codePoints().noneMatch(Character::isISOControl);
  }

  /// @param user with `@`, or empty
  private Header contact(String user, Reach reach) {
    String value =
        "<"
            + reach.scheme()
            + ":"
            + user
            + settings.host()
            + ":"
            + sockets.port(reach.transport())
            + reach.parameter()
            + ">";
    try {
      return HEADERS.createHeader(ContactHeader.NAME, value);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
