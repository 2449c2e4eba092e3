package org.otklik.wire.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a message from the socket to the stack: rate, lane, guard, rules, admission.
///
/// Whatever is refused on the way is answered from the message itself and forgotten.
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /// Longest message, in octets; a longer datagram cannot be, a longer stream is cut off with 513.
  static final int MESSAGE_MAX = 65_536;

  /// How long a refused caller is asked to wait, in seconds: spread, so that they do not return at
  /// once.
  static final int RETRY_MIN_SECONDS = 2;

  static final int RETRY_MAX_SECONDS = 10;

  /// A new call that waited so long in its lane is not begun: whoever is behind takes on nothing
  /// more, and the calls that stand come first. By UDP the INVITE is dropped at no cost and comes
  /// again (RFC 3261 17.1.1.2), so that what waits is soon fresh; by TCP it is refused with 503.
  static final Duration LATE = Duration.ofSeconds(1);

  /// How long a connection that sends too fast is left unread.
  private static final Duration BRAKE = Duration.ofMillis(10);

  private static final Fault OK = Fault.of(200, "OK");
  private static final Fault NO_CALL = Fault.of(481, "Call/Transaction Does Not Exist");

  private final Admission admission;
  private final Lanes lanes;
  private final Replies replies;
  private final SipCounters counters;
  private final Served served;
  private final LongSupplier nanos;

  /// The stack behind the intake.
  interface Served {

    /// Whether a request repeats one that is being handled, or acknowledges one.
    boolean known(WireRequest request);

    /// Whether the dialog that a request names exists.
    boolean hasDialog(WireRequest request);

    /// Takes a PRACK; why it is refused, nothing when it is taken.
    Optional<Fault> acknowledgedEarly(WireRequest prack);

    /// Whether the call that a CANCEL names is known.
    boolean cancels(WireRequest request);

    void serve(WireRequest request);

    void serve(WireResponse response, Origin origin);

    /// A request of ours could not be sent.
    void lost(SIPRequest request);

    /// Somebody tried to move a call.
    void transferRefused(WireMessage request, Origin origin);

    /// A connection is closed.
    void disconnected(Origin connection);

    /// Who registers telephones, nothing when none may.
    Optional<Registrar> registrar();
  }

  Intake(
      Admission admission,
      Lanes lanes,
      Replies replies,
      SipCounters counters,
      Served served,
      LongSupplier nanos) {
    this.admission = admission;
    this.lanes = lanes;
    this.replies = replies;
    this.counters = counters;
    this.served = served;
    this.nanos = nanos;
  }

  /// Takes a datagram; the buffer may be used again afterwards.
  void datagram(byte[] buffer, int length, Origin origin) {
    if (!admission.message(origin.remote().getAddress())) {
      counters.flooded.increment();
      return;
    }
    WireMessage.read(buffer, length).ifPresent(message -> enqueue(message, length, origin));
  }

  /// Takes a message from a stream; waits when its source sends too many.
  void streamed(byte[] bytes, Origin origin) throws InterruptedException {
    while (!admission.message(origin.remote().getAddress())) {
      Thread.sleep(BRAKE);
    }
    WireMessage.read(bytes, bytes.length)
        .ifPresent(message -> enqueue(message, bytes.length, origin));
  }

  /// Octets of the body that follows a header section; negative when that cannot be known.
  int bodyLength(byte[] buffer, int head) {
    int declared =
        WireMessage.read(buffer, head).map(Guard::declaredLength).orElse(Guard.NO_LENGTH);
    return declared == Guard.NO_LENGTH ? 0 : declared;
  }

  /// The answer to a message after which a stream cannot be followed; nothing when it wants none.
  Optional<byte[]> farewell(byte[] head, boolean malformed, Origin origin) {
    counters.malformed.increment();
    Fault fault =
        malformed ? Fault.bad("Malformed Content-Length") : Fault.of(513, "Message Too Large");
    return WireMessage.read(head, head.length)
        .filter(message -> !message.response() && answerable(message))
        .map(
            message -> {
              counters.refused(fault.code());
              return replies.to(message, fault, origin);
            });
  }

  /// Answers a request without keeping anything about it.
  void refuse(WireMessage request, Fault fault, Origin origin) {
    counters.refused(fault.code());
    if (answerable(request)) {
      reply(request, fault, origin);
    }
  }

  private static boolean answerable(WireMessage request) {
    return !request.firstWord().equals("ACK") && request.count("via") > 0;
  }

  /// Sends an answer made of the request.
  void reply(WireMessage request, Fault answer, Origin origin) {
    int port =
        request
            .via()
            .map(via -> via.asksForPort() ? origin.remote().getPort() : via.port())
            .orElseGet(() -> origin.remote().getPort());
    try {
      origin.answer(
          replies.to(request, answer, origin), port <= 0 ? SipSettings.DEFAULT_PORT : port);
    } catch (IOException fault) {
      LOG.debug("A SIP answer was not sent: {}", fault.getClass().getName());
    }
  }

  /// A message of ours could not be sent after all; a response is asked for again by the other
  /// side.
  void lost(SIPMessage message) {
    if (message instanceof SIPRequest request) {
      lanes.of(request.getCallId().getCallId()).execute(() -> served.lost(request));
    }
  }

  /// A connection is closed, by whomever.
  void disconnected(Origin connection) {
    served.disconnected(connection);
  }

  private void enqueue(WireMessage message, int size, Origin origin) {
    counters.messages.increment();
    long came = nanos.getAsLong();
    if (!lanes.of(message.first("call-id")).offer(size, () -> handle(message, origin, came))) {
      counters.overloaded.increment();
    }
  }

  private void handle(WireMessage message, Origin origin, long came) {
    if (message.response()) {
      response(message, origin);
      return;
    }
    boolean late = nanos.getAsLong() - came > LATE.toNanos();
    if (late && origin.transport() == Transport.UDP && begins(message)) {
      counters.overloaded.increment();
      return;
    }
    Optional<Fault> malformed = Guard.request(message);
    if (malformed.isPresent()) {
      counters.malformed.increment();
      refuse(message, malformed.get(), origin);
      return;
    }
    WireMessage request = cut(message);
    Optional<Fault> unwanted = Rules.check(request, served.registrar().isPresent());
    if (unwanted.isPresent()) {
      refuse(request, unwanted.get(), origin);
      if (Rules.transfers(request)) {
        served.transferRefused(request, origin);
      }
    } else if (request.firstWord().equals("OPTIONS") && !request.inDialog()) {
      reply(request, Capabilities.ANSWER, origin);
    } else if (request.firstWord().equals("REGISTER") && request.count("authorization") == 0) {
      served.registrar().ifPresent(registrar -> refuse(request, registrar.challenge(), origin));
    } else {
      request(request, origin, late);
    }
  }

  private static boolean begins(WireMessage message) {
    return message.firstWord().equals("INVITE") && !message.inDialog();
  }

  private void request(WireMessage message, Origin origin, boolean late) {
    try {
      WireRequest request = StackParser.request(message, origin);
      stamp(request, origin);
      if (message.firstWord().equals("PRACK")) {
        reply(message, served.acknowledgedEarly(request).orElse(OK), origin);
        return;
      }
      Optional<Fault> unknown = served.known(request) ? Optional.empty() : stranger(request, late);
      if (unknown.isPresent()) {
        refuse(message, unknown.get(), origin);
      } else {
        served.serve(request);
      }
    } catch (ParseException fault) {
      counters.malformed.increment();
      refuse(message, Fault.bad("Malformed header field"), origin);
    }
  }

  private void response(WireMessage message, Origin origin) {
    if (!Guard.response(message)) {
      counters.malformed.increment();
      return;
    }
    try {
      WireResponse response = StackParser.response(cut(message));
      place(response, origin);
      served.serve(response, origin);
    } catch (ParseException fault) {
      counters.malformed.increment();
    }
  }

  /// Why a request that was not seen before is refused.
  private Optional<Fault> stranger(WireRequest request, boolean late) {
    return switch (request.wire().firstWord()) {
      case "ACK" -> Optional.empty();
      case "CANCEL" -> served.cancels(request) ? Optional.empty() : Optional.of(NO_CALL);
      case "REGISTER" ->
          served.registrar().filter(Registrar::ready).isPresent()
                  && admission.register(request.origin().remote().getAddress())
              ? Optional.empty()
              : Optional.of(busy());
      case null, default ->
          request.wire().inDialog()
              ? served.hasDialog(request) ? Optional.empty() : Optional.of(NO_CALL)
              : newCall(request, late);
    };
  }

  private Optional<Fault> newCall(WireRequest request, boolean late) {
    if (late) {
      return Optional.of(busy());
    }
    InetAddress from = request.origin().remote().getAddress();
    Allowance allowance = request.origin().allowance();
    if (admission.known(from)) {
      allowance.lift();
    }
    return switch (admission.call(from, allowance.lifted())) {
      case ADMITTED -> {
        request.admitted();
        yield Optional.empty();
      }
      case TOO_MANY_AT_ONCE,
          TOO_MANY_AT_ONCE_FROM_SOURCE,
          TOO_MANY_UNPROVED,
          TOO_MANY_PER_SECOND,
          TOO_MANY_FROM_SOURCE ->
          Optional.of(busy());
    };
  }

  /// Too much to do now.
  static Fault busy() {
    return Fault.of(503, "Service Unavailable", "Retry-After: " + retryAfter());
  }

  private static int retryAfter() {
    return ThreadLocalRandom.current().nextInt(RETRY_MIN_SECONDS, RETRY_MAX_SECONDS + 1);
  }

  /// Cuts off what a datagram carries after the body (RFC 3261 18.3).
  private static WireMessage cut(WireMessage message) {
    int length = Guard.declaredLength(message);
    return length < 0 ? message : message.withBodyOf(length);
  }

  /// Notes where a request really came from (RFC 3261 18.2.1, RFC 3581); answers go there only.
  private static void stamp(WireRequest request, Origin origin) throws ParseException {
    Via top = request.getTopmostVia();
    top.removeParameter("maddr");
    if (top.getBranch() == null) {
      top.setBranch(Branch.made(request.wire()));
    }
    top.setParameter(Via.RECEIVED, origin.address());
    if (top.hasParameter(Via.RPORT)) {
      top.setParameter(Via.RPORT, Integer.toString(origin.remote().getPort()));
    }
    place(request, origin);
  }

  private static void place(SIPMessage message, Origin origin) {
    InetSocketAddress remote = origin.remote();
    message.setRemoteAddress(remote.getAddress());
    message.setRemotePort(remote.getPort());
    message.setPeerPacketSourceAddress(remote.getAddress());
    message.setPeerPacketSourcePort(remote.getPort());
  }
}
