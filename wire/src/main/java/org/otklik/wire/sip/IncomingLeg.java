package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sip.ServerTransaction;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.digest.DigestVerdict;

/// The called side of an INVITE (RFC 3261 13.3).
///
/// ARRIVED → ANSWERED (200 sent) → ACKNOWLEDGED → OVER; OVER from everywhere.
final class IncomingLeg implements IncomingCall, Session.Owner {

  /// A provisional response is repeated so often, so that proxies do not give up (RFC 3261
  /// 13.3.1.1).
  static final Duration PROVISIONAL_REPEAT = Duration.ofSeconds(60);

  private enum State {
    ARRIVED,
    ANSWERED,
    ACKNOWLEDGED,
    OVER
  }

  private final Core core;
  private final Lane lane;
  private final WireRequest invite;
  private final ServerTransaction transaction;
  private final String id = Messages.name();
  private final Optional<String> offer;
  private final Session session;
  private final EarlyAnswers early;
  private State state = State.ARRIVED;
  private boolean hangUpWanted;
  private boolean offeredEarly;
  private boolean settledEarly;
  private boolean proved;
  private Lanes.@Nullable Later repeat;

  IncomingLeg(Core core, WireRequest invite, ServerTransaction transaction) {
    this.core = core;
    this.lane = core.lanes.of(invite.wire().first("call-id"));
    this.invite = invite;
    this.transaction = transaction;
    this.offer = Bodies.sdp(invite.wire());
    this.proved = invite.origin().allowance().lifted();
    this.session = new Session(core, lane, id, Reach.of(invite), this);
    this.early =
        new EarlyAnswers(
            core.lanes,
            lane,
            core.settings.ackTimeout(),
            response -> session.respond(transaction, response),
            this::neverAcknowledged);
    Flow.toCallerBehindNat(invite.wire(), invite.origin()).ifPresent(session::through);
    if (Flow.byConnection(invite.wire(), invite.origin())) {
      session.by(invite.origin());
    }
  }

  Session session() {
    return session;
  }

  /// Tells the owner of the endpoint.
  void arrive(SipEvents events) {
    session.post(() -> announce(events));
  }

  private void announce(SipEvents events) {
    try {
      events.onInvite(this);
    } catch (RuntimeException fault) {
      reject(500, "Server Internal Error", Map.of());
      throw fault;
    }
  }

  /// The caller gave up; too late when the call was answered.
  void cancelled() {
    if (state == State.ARRIVED) {
      finish(487, "Request Terminated", _ -> {});
      session.tell(CallHandler::onCancelled);
    }
  }

  @Override
  public void leftEarly() {
    if (state == State.ANSWERED) {
      session.end(CallHandler::onRemoteHangUp);
    } else {
      cancelled();
    }
  }

  @Override
  public void acknowledged(WireMessage ack) {
    if (state != State.ANSWERED) {
      return;
    }
    state = State.ACKNOWLEDGED;
    proved();
    invite.origin().allowance().lift();
    session.stands();
    if (hangUpWanted) {
      session.bye();
    } else {
      session.tell(CallHandler::onAnswered);
    }
  }

  @Override
  public boolean settledEarly() {
    return state == State.ARRIVED && settledEarly;
  }

  @Override
  public Optional<Fault> acknowledgedEarly(WireMessage prack) {
    Optional<Boolean> news = early.acknowledge(prack, invite.wire().cseq());
    if (news.isEmpty()) {
      return Optional.of(Fault.of(481, "Call/Transaction Does Not Exist"));
    }
    Optional<String> sdp = Bodies.sdp(prack);
    boolean answers = offeredEarly && !settledEarly;
    if (sdp.isPresent() && !answers && news.get()) {
      settledEarly = true;
      return Optional.of(Fault.of(488, "Not Acceptable Here"));
    }
    proved();
    invite.origin().allowance().lift();
    if (news.get()) {
      settledEarly = offer.isPresent() || sdp.isPresent();
      session.tell(CallHandler::onEarlyAcknowledged);
      sdp.ifPresent(answer -> session.tell(told -> told.onRemoteAnswer(answer)));
    }
    return Optional.empty();
  }

  /// It is no matter any more whether the call is anybody's: it is, or it is over.
  private void proved() {
    if (!proved) {
      proved = true;
      core.admission.proved();
    }
  }

  private void neverAcknowledged() {
    if (state == State.ARRIVED) {
      finish(504, "Provisional Response Not Acknowledged", _ -> {});
      session.tell(told -> told.onFailed(CallFailure.NOT_ACKNOWLEDGED));
    }
  }

  /// The side that was called waits up to 2 s (RFC 3261 14.1).
  @Override
  public Duration patience() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextInt(200) * 10L);
  }

  @Override
  public void over() {
    state = State.OVER;
    quiet();
    early.stop();
    core.admission.left(source().getAddress());
    proved();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String dialledUser() {
    String line = invite.wire().firstLine();
    int first = line.indexOf(' ');
    return NameAddr.userOf(line.substring(first + 1, line.indexOf(' ', first + 1)));
  }

  @Override
  public String callerNumber() {
    return NameAddr.read(invite.wire().first("from")).map(NameAddr::user).orElse("");
  }

  @Override
  public Optional<String> assertedNumber() {
    return userOfFirst("p-asserted-identity");
  }

  @Override
  public String callerDisplayName() {
    return NameAddr.read(invite.wire().first("from")).map(NameAddr::displayName).orElse("");
  }

  @Override
  public Optional<String> diversion() {
    return userOfFirst("diversion");
  }

  @Override
  public InetSocketAddress source() {
    return invite.origin().remote();
  }

  @Override
  public Transport transport() {
    return invite.origin().transport();
  }

  @Override
  public Optional<String> offer() {
    return offer;
  }

  @Override
  public DigestVerdict check(
      DigestChallenges challenges, Function<String, Optional<DigestSecret>> secrets) {
    return challenges.check(
        invite.wire().all("authorization"), "INVITE", invite.wire().uri(), secrets, now());
  }

  @Override
  public void challenge(DigestChallenges challenges, boolean stale) {
    List<String> fields = challenges.challenge(stale, now());
    lane.execute(
        () ->
            finish(
                401,
                "Unauthorized",
                response ->
                    fields.forEach(
                        field -> Messages.addOneMore(response, "WWW-Authenticate: " + field))));
  }

  private long now() {
    return core.settings.nanos().getAsLong();
  }

  @Override
  public void handle(CallHandler handler) {
    session.handle(handler);
  }

  @Override
  public void ringing() {
    provisional(180, "Ringing", "");
  }

  @Override
  public void queued() {
    provisional(182, "Queued", "");
  }

  @Override
  public void progress(String sdp) {
    provisional(183, "Session Progress", sdp);
  }

  @Override
  public void answer(String sdp) {
    lane.execute(
        () -> {
          if (state == State.ARRIVED && early.sessionPending()) {
            early.then(() -> answer(sdp));
          } else if (state == State.ARRIVED) {
            take(sdp);
          }
        });
  }

  @Override
  public void reject(int code, String reason, Map<String, String> headers) {
    if (code < 300 || code > 699) {
      throw new IllegalArgumentException("The code (%d) must be 300 to 699.".formatted(code));
    }
    List<String> lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .toList();
    boolean clean =
        Messages.oneLine(reason)
            && lines.stream().allMatch(Messages::oneLine)
            && headers.keySet().stream().allMatch(Grammar::token);
    if (!clean) {
      throw new IllegalArgumentException("The reason and the headers must be single lines.");
    }
    lane.execute(
        () ->
            finish(code, reason, response -> lines.forEach(line -> Messages.add(response, line))));
  }

  @Override
  public void hangUp() {
    lane.execute(
        () -> {
          switch (state) {
            case ARRIVED -> finish(480, "Temporarily Unavailable", _ -> {});
            case ANSWERED -> hangUpWanted = true;
            case ACKNOWLEDGED -> session.bye();
            case OVER -> {}
          }
        });
  }

  @Override
  public void reinvite(String change) {
    lane.execute(() -> session.reinvite(change));
  }

  private Optional<String> userOfFirst(String header) {
    return invite
        .wire()
        .find(header)
        .flatMap(value -> NameAddr.read(Grammar.split(value, ',').getFirst()))
        .map(NameAddr::user)
        .filter(user -> !user.isEmpty());
  }

  private void take(String sdp) {
    state = State.ANSWERED;
    quiet();
    early.stop();
    session.in(transaction.getDialog());
    session.sent(sdp);
    SIPResponse ok = session.withTimer(core.messages.session(invite, 200, "OK", id), invite);
    if (!offeredEarly) {
      Messages.body(ok, Bodies.SDP, sdp);
    }
    if (offer.isEmpty() && !offeredEarly) {
      session.awaitAnswer();
    }
    session.respond(transaction, ok);
  }

  private void provisional(int code, String reason, String sdp) {
    lane.execute(
        () -> {
          if (state == State.ARRIVED) {
            quiet();
            sendProvisional(code, reason, sdp);
          }
        });
  }

  /// Sends a provisional response, so that it must arrive if the caller wants that, or if it
  /// carries sound and the caller can tell us. An offer may only travel so (RFC 3261 13.2.1).
  private void sendProvisional(int code, String reason, String sdp) {
    boolean offers = offer.isEmpty();
    boolean reliable = wants("require") || (wants("supported") && !sdp.isEmpty());
    if (reliable && offers && !offeredEarly && sdp.isEmpty()) {
      return;
    }
    SIPResponse response = core.messages.session(invite, code, reason, id);
    boolean carries = !sdp.isEmpty() && (reliable ? !settledEarly : !offers);
    if (carries) {
      Messages.body(response, Bodies.SDP, sdp);
      session.sent(sdp);
    }
    if (reliable) {
      offeredEarly |= offers && carries;
      early.send(response, carries);
    } else {
      session.respond(transaction, response);
    }
    repeat = core.lanes.after(PROVISIONAL_REPEAT, lane, () -> sendProvisional(code, reason, sdp));
  }

  private boolean wants(String header) {
    return invite.wire().tokens(header).stream().anyMatch("100rel"::equalsIgnoreCase);
  }

  private void quiet() {
    if (repeat != null) {
      repeat.cancel();
      repeat = null;
    }
  }

  private void finish(int code, String reason, Consumer<SIPResponse> more) {
    if (state != State.ARRIVED) {
      return;
    }
    SIPResponse response = core.messages.response(invite, code, reason, id);
    more.accept(response);
    session.respond(transaction, response);
    session.end();
  }
}
