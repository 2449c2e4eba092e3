package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ExtensionHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that has a dialog, whoever began it: changes, keys, questions, the end.
///
/// One lane owns a session; only [#handle] and [#handler] are for other threads.
final class Session implements Asker {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /// Times that a change is offered again after both sides offered at once.
  private static final int GLARE_TRIES_MAX = 3;

  private static final CallHandler NOBODY = new CallHandler() {};

  /// What the one who began the session must know.
  interface Owner {

    /// The other side hung up before the call was answered.
    void leftEarly();

    /// An ACK came, for the first answer or a later one.
    void acknowledged(WireMessage ack);

    /// How long to wait before a change is offered again, after both sides offered at once.
    Duration patience();

    /// The call is over; told once.
    void over();

    /// Whether offer and answer were exchanged before the call was answered, so that both may
    /// change them already.
    default boolean settledEarly() {
      return false;
    }

    /// A PRACK came; why it is refused.
    default Optional<Fault> acknowledgedEarly(WireMessage prack) {
      return Optional.of(Fault.of(481, "Call/Transaction Does Not Exist"));
    }
  }

  private final Core core;
  private final Lane lane;
  private final Owner owner;
  private final String id;
  private final Reach reach;
  private final SerialEvents events;
  private @Nullable Flow flow;
  private @Nullable Origin connection;
  private SipIdentity identity = SipIdentity.of("anonymous");
  private volatile CallHandler handler = NOBODY;
  private @Nullable Dialog dialog;
  private @Nullable ServerTransaction changing;
  private @Nullable ClientTransaction offering;
  private boolean answerAwaited;
  private boolean standing;
  private boolean over;
  private String ownSdp = "";
  private int glares;
  private Lanes.@Nullable Later refresh;
  private Optional<SessionTimer> timer = Optional.empty();

  Session(Core core, Lane lane, String id, Reach reach, Owner owner) {
    this.core = core;
    this.lane = lane;
    this.id = id;
    this.reach = reach;
    this.owner = owner;
    this.events = new SerialEvents(id, core.settings.events());
  }

  void handle(CallHandler told) {
    handler = told;
  }

  CallHandler handler() {
    return handler;
  }

  /// Tells the handler something in the call's order.
  void tell(Consumer<CallHandler> event) {
    events.post(() -> event.accept(handler));
  }

  void post(Runnable event) {
    events.post(event);
  }

  boolean over() {
    return over;
  }

  boolean standing() {
    return standing && !over;
  }

  /// Our side of the session as last sent.
  void sent(String sdp) {
    ownSdp = sdp;
  }

  /// As whom challenges in the dialog are answered.
  void prove(SipIdentity ours) {
    identity = ours;
  }

  /// The other side is reached where its messages come from.
  void through(Flow way) {
    flow = way;
  }

  /// The other side is reached by its connection, while that lives.
  void by(Origin its) {
    connection = its;
  }

  /// Has a request of ours go the way that is known, if one is; else that of the dialog.
  SIPRequest routed(Request request) {
    var routed = (SIPRequest) request;
    routed.setApplicationData(way());
    return routed;
  }

  private @Nullable Flow way() {
    Origin its = connection;
    return flow == null && its != null && its.lives()
        ? new Flow(its.remote(), its.transport())
        : flow;
  }

  /// The other side may have opened another connection since.
  private void follow(Origin latest) {
    if (connection != null && latest.transport() == connection.transport()) {
      connection = latest;
    }
  }

  /// The dialog is there.
  void in(Dialog made) {
    dialog = made;
    core.watch(made);
  }

  /// The answer is acknowledged.
  void stands() {
    standing = true;
  }

  /// What was agreed about refreshing; replaces what was before. Whoever agrees to nothing is asked
  /// now and then whether it is still there.
  void timed(Optional<SessionTimer> agreement) {
    timer = agreement;
    agreement.ifPresentOrElse(
        agreed -> later(agreed.due(), agreed.ours() ? this::refresh : this::expire),
        () -> later(core.settings.probe(), this::probe));
  }

  /// Sets what keeps the call from standing for ever, in place of what was set before.
  private void later(Duration time, Runnable check) {
    forget();
    if (!over) {
      refresh = core.lanes.after(time, lane, check);
    }
  }

  private void forget() {
    if (refresh != null) {
      refresh.cancel();
      refresh = null;
    }
  }

  /// The call ends without a message; nobody is told but the owner.
  void end() {
    if (!over) {
      over = true;
      forget();
      owner.over();
    }
  }

  /// The call ends, and the handler is told how.
  void end(Consumer<CallHandler> how) {
    if (!over) {
      end();
      tell(how);
    }
  }

  /// Hangs up a dialog that is not wanted.
  void endAtOnce(Dialog unwanted) {
    in(unwanted);
    sendBye();
    end();
  }

  /// Hangs up.
  void bye() {
    if (!over) {
      sendBye();
      end();
    }
  }

  /// Hangs up because something is wrong.
  void fail(CallFailure reason) {
    if (!over) {
      sendBye();
      end(told -> told.onFailed(reason));
    }
  }

  /// Our answer was repeated until the patience ended. Whoever has never acknowledged one may not
  /// be there at all, and hears of the end only once.
  void notAcknowledged() {
    if (standing) {
      fail(CallFailure.NOT_ACKNOWLEDGED);
    } else if (!over) {
      request("BYE").ifPresent(core::sendOnce);
      forgetDialog();
      end(told -> told.onFailed(CallFailure.NOT_ACKNOWLEDGED));
    }
  }

  private void forgetDialog() {
    Dialog in = dialog;
    if (in != null) {
      in.delete();
    }
  }

  /// A PRACK came; it never reaches the stack, which does not answer all of them.
  Optional<Fault> acknowledgedEarly(WireMessage prack) {
    return owner.acknowledgedEarly(prack);
  }

  /// A request came in the dialog.
  void received(String method, WireRequest request, @Nullable ServerTransaction transaction) {
    follow(request.origin());
    if (method.equals("ACK")) {
      acknowledged(request.wire());
    } else if (transaction != null) {
      switch (method) {
        case "BYE" -> hungUp(request, transaction);
        case "INVITE" -> changed(request, transaction);
        case "UPDATE" -> updated(request, transaction);
        case "INFO" -> informed(request, transaction);
        case null, default -> respond(transaction, withCapabilities(ok(request)));
      }
    }
  }

  /// Offers a change.
  void reinvite(String offer) {
    if (!standing()) {
      return;
    }
    if (changing != null || offering != null) {
      tell(told -> told.onReofferRefused(491));
      return;
    }
    request("INVITE")
        .ifPresent(
            invite -> {
              Messages.body(invite, Bodies.SDP, offer);
              timer.ifPresent(agreed -> agreed.asked().forEach(line -> Messages.add(invite, line)));
              ownSdp = offer;
              send(invite, sent -> offering = sent);
            });
  }

  void sendDigit(char digit, Duration duration) {
    if (standing()) {
      request("INFO")
          .ifPresent(
              info -> {
                Messages.body(info, Bodies.DTMF_RELAY, Bodies.relay(digit, duration));
                send(info, _ -> {});
              });
    }
  }

  @Override
  public void answered(ClientTransaction request, WireResponse response, @Nullable Dialog in) {
    int code = response.getStatusCode();
    if (code < 200 || proven((SIPRequest) request.getRequest(), response, code)) {
      return;
    }
    if (request.equals(offering)) {
      offering = null;
      offerAnswered(response, code);
    }
    boolean bye = request.getRequest().getMethod().equals("BYE");
    if ((code == 481 || code == 408) && !bye) {
      fail(CallFailure.GONE);
    }
  }

  /// Sends a request once more with our password, when it was challenged.
  private boolean proven(SIPRequest challenged, WireResponse response, int code) {
    Optional<Credentials> credentials =
        Credentials.answer(identity, challenged, response.wire(), code);
    credentials.ifPresent(
        proof ->
            request(challenged.getMethod())
                .ifPresent(
                    again -> {
                      copy(challenged, again);
                      proof.after(challenged).forEach(line -> Messages.add(again, line));
                      boolean offer = challenged.getMethod().equals("INVITE");
                      send(again, offer ? sent -> offering = sent : _ -> {});
                    }));
    return credentials.isPresent();
  }

  private static void copy(SIPRequest from, SIPRequest to) {
    if (from.getContentTypeHeader() != null) {
      Messages.body(
          to,
          from.getContentTypeHeader().getContentType()
              + "/"
              + from.getContentTypeHeader().getContentSubType(),
          new String(from.getRawContent(), StandardCharsets.UTF_8));
    }
    for (String name : List.of("Session-Expires", "Min-SE")) {
      if (from.getHeader(name) instanceof ExtensionHeader line) {
        Messages.add(to, name + ": " + line.getValue());
      }
    }
  }

  @Override
  public void unanswered(ClientTransaction request) {
    if (!request.getRequest().getMethod().equals("BYE")) {
      fail(CallFailure.GONE);
    }
  }

  @Override
  public void unsent(ClientTransaction request) {
    end(told -> told.onFailed(CallFailure.BROKEN));
  }

  private void offerAnswered(WireResponse response, int code) {
    if (code < 300) {
      acknowledge(response);
      glares = 0;
      timed(SessionTimer.told(response.wire()));
      Bodies.sdp(response.wire()).ifPresent(sdp -> tell(told -> told.onRemoteAnswer(sdp)));
    } else if (code == 491 && glares < GLARE_TRIES_MAX) {
      glares++;
      core.lanes.after(owner.patience(), lane, () -> reinvite(ownSdp));
    } else if (code == 422 && timer.flatMap(its -> its.longer(response.wire())).isPresent()) {
      timed(timer.flatMap(its -> its.longer(response.wire())));
      reinvite(ownSdp);
    } else if (code != 481 && code != 408) {
      tell(told -> told.onReofferRefused(code));
    }
  }

  private void acknowledge(WireResponse response) {
    try {
      Dialog in = dialog;
      if (in != null) {
        in.sendAck(routed(in.createAck(response.getCSeq().getSeqNumber())));
      }
    } catch (SipException | InvalidArgumentException fault) {
      broken(fault);
    }
  }

  /// Without the answer to our offer a new call has no session and ends; a standing one goes on
  /// with the session that it had.
  private void acknowledged(WireMessage ack) {
    boolean stood = standing;
    owner.acknowledged(ack);
    if (answerAwaited) {
      answerAwaited = false;
      Optional<String> answer = Bodies.sdp(ack);
      answer.ifPresent(sdp -> tell(told -> told.onRemoteAnswer(sdp)));
      if (answer.isEmpty() && !stood) {
        fail(CallFailure.NOT_SETTLED);
      }
    }
  }

  /// The ACK of our offer will bring an answer.
  void awaitAnswer() {
    answerAwaited = true;
  }

  private void hungUp(WireRequest request, ServerTransaction transaction) {
    respond(transaction, ok(request));
    ServerTransaction unfinished = changing;
    changing = null;
    if (unfinished != null) {
      respond(
          unfinished,
          core.messages.response(
              (WireRequest) unfinished.getRequest(), 487, "Request Terminated", ""));
    }
    if (standing) {
      end(CallHandler::onRemoteHangUp);
    } else {
      owner.leftEarly();
    }
  }

  private void changed(WireRequest request, ServerTransaction transaction) {
    Optional<String> offer = Bodies.sdp(request.wire());
    if (standing() && offer.isEmpty() && changing == null && offering == null) {
      changing = transaction;
      answerAwaited = !ownSdp.isEmpty();
      accept(request, Optional.of(ownSdp).filter(sdp -> !sdp.isEmpty()));
    } else {
      offered(request, transaction, offer.orElse(""), standing());
    }
  }

  /// A change by UPDATE (RFC 3311 5.2), also before the call is answered; without an offer it only
  /// says that the other side is there.
  private void updated(WireRequest request, ServerTransaction transaction) {
    Optional<String> offer = Bodies.sdp(request.wire());
    if (offer.isPresent()) {
      offered(request, transaction, offer.get(), standing() || owner.settledEarly());
    } else {
      respond(transaction, withTimer(core.messages.session(request, 200, "OK", ""), request));
    }
  }

  /// 500 when an offer of theirs is not answered yet, 491 when one of ours is not (RFC 3261 14.2).
  private void offered(
      WireRequest request, ServerTransaction transaction, String offer, boolean possible) {
    if (!possible || changing != null) {
      SIPResponse busy = core.messages.response(request, 500, "Request Pending", "");
      Messages.add(busy, "Retry-After: " + ThreadLocalRandom.current().nextInt(11));
      refuse(transaction, busy);
    } else if (offering != null || answerAwaited) {
      refuse(transaction, core.messages.response(request, 491, "Request Pending", ""));
    } else {
      changing = transaction;
      events.post(
          () -> {
            Optional<String> answer = asked(offer);
            lane.execute(() -> accept(request, answer));
          });
    }
  }

  /// The handler's answer; a handler that fails refuses.
  private Optional<String> asked(String offer) {
    try {
      return handler.onReoffer(offer);
    } catch (RuntimeException fault) {
      LOG.error("The handler of call {} failed on a new offer", id, fault);
      return Optional.empty();
    }
  }

  private void accept(WireRequest request, Optional<String> answer) {
    ServerTransaction transaction = changing;
    changing = null;
    if (transaction == null || over) {
      return;
    }
    if (answer.isEmpty()) {
      refuse(transaction, core.messages.response(request, 488, "Not Acceptable Here", ""));
      return;
    }
    ownSdp = answer.get();
    SIPResponse ok = withTimer(core.messages.session(request, 200, "OK", ""), request);
    Messages.body(ok, Bodies.SDP, ownSdp);
    respond(transaction, ok);
  }

  /// Adds what is agreed about refreshing the session.
  SIPResponse withTimer(SIPResponse ok, WireRequest request) {
    Optional<SessionTimer> timer = SessionTimer.accepted(request.wire());
    timer.ifPresent(
        agreed -> {
          Messages.add(ok, "Session-Expires: " + agreed.value());
          if (!agreed.ours()) {
            Messages.add(ok, "Require: timer");
          }
        });
    timed(timer);
    return ok;
  }

  private void informed(WireRequest request, ServerTransaction transaction) {
    Optional<Bodies.Digit> digit = Bodies.digit(request.wire());
    String type = Bodies.type(request.wire());
    boolean understood =
        request.wire().body().length == 0
            || type.equals(Bodies.DTMF)
            || type.equals(Bodies.DTMF_RELAY);
    if (understood && request.wire().body().length > Bodies.DIGIT_BODY_MAX) {
      refuse(transaction, core.messages.response(request, 413, "Request Entity Too Large", ""));
    } else if (understood) {
      respond(transaction, ok(request));
    } else {
      SIPResponse refusal = core.messages.response(request, 415, "Unsupported Media Type", "");
      Messages.add(refusal, "Accept: %s, %s".formatted(Bodies.DTMF_RELAY, Bodies.DTMF));
      refuse(transaction, refusal);
    }
    digit.ifPresent(
        pressed -> events.postIfRoom(() -> handler.onDigit(pressed.key(), pressed.duration())));
  }

  private SIPResponse ok(WireRequest request) {
    return core.messages.response(request, 200, "OK", "");
  }

  private static SIPResponse withCapabilities(SIPResponse response) {
    Capabilities.LINES.forEach(line -> Messages.add(response, line));
    return response;
  }

  /// Sends a response; what cannot be sent is repeated by the one who asked.
  void respond(ServerTransaction transaction, SIPResponse response) {
    try {
      transaction.sendResponse(response);
    } catch (SipException | InvalidArgumentException fault) {
      LOG.debug("Call {}: a response was not sent: {}", id, fault.getClass().getName());
    }
  }

  /// Refuses a request in the dialog. An early dialog outlives that (RFC 5057 5.1), but not in the
  /// stack: it is not told which dialog it was.
  private void refuse(ServerTransaction transaction, SIPResponse response) {
    if (!DialogState.CONFIRMED.equals(transaction.getDialog().getState())) {
      ((SIPServerTransaction) transaction).setDialog(null, null);
    }
    respond(transaction, response);
  }

  /// Refreshes the session; again later when that must wait or is refused.
  private void refresh() {
    later(core.settings.probe(), this::refresh);
    if (changing == null && offering == null) {
      reinvite(ownSdp);
    }
  }

  private void expire() {
    if (standing()) {
      fail(CallFailure.SESSION_EXPIRED);
    }
  }

  /// Asks whether the other side is still there; that it knows no such call, or says nothing, ends
  /// the call as with any other request.
  private void probe() {
    if (standing()) {
      request("OPTIONS").ifPresent(options -> send(options, _ -> {}));
    }
    later(core.settings.probe(), this::probe);
  }

  private void sendBye() {
    request("BYE").ifPresent(bye -> send(bye, _ -> {}));
  }

  private Optional<SIPRequest> request(String method) {
    Dialog in = dialog;
    if (in == null) {
      return Optional.empty();
    }
    try {
      SIPRequest request = routed(in.createRequest(method));
      request.removeHeader("Proxy-Authorization");
      core.messages.sign(request, reach);
      return Optional.of(request);
    } catch (SipException fault) {
      LOG.debug("Call {}: no {} can be sent: {}", id, method, fault.getClass().getName());
      return Optional.empty();
    }
  }

  /// Sends a request in the dialog; a host name is looked up elsewhere first, so that the lane
  /// never waits for the name service.
  private void send(SIPRequest request, Consumer<ClientTransaction> sent) {
    String host = ((SipURI) request.getRequestURI()).getHost();
    if (request.getApplicationData() != null || Hosts.literal(host)) {
      sendNow(request, sent);
      return;
    }
    Thread.ofVirtual()
        .name("sip-lookup")
        .start(
            () -> {
              boolean found = found(host);
              lane.execute(
                  () -> {
                    if (found) {
                      sendNow(request, sent);
                    } else {
                      end(told -> told.onFailed(CallFailure.BROKEN));
                    }
                  });
            });
  }

  private static boolean found(String host) {
    try {
      return InetAddress.getByName(host) != null;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private void sendNow(SIPRequest request, Consumer<ClientTransaction> sent) {
    Dialog in = dialog;
    if (in == null) {
      return;
    }
    try {
      ClientTransaction transaction = core.provider().getNewClientTransaction(request);
      transaction.setApplicationData(this);
      sent.accept(transaction);
      in.sendRequest(transaction);
    } catch (SipException fault) {
      broken(fault);
    }
  }

  private void broken(Exception fault) {
    LOG.debug("Call {}: a request was not sent: {}", id, fault.getClass().getName());
    end(told -> told.onFailed(CallFailure.BROKEN));
  }
}
