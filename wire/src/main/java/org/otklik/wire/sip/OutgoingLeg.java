package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calling side of an INVITE (RFC 3261 13.2).
///
/// CALLING → PROCEEDING (a provisional response came) → ANSWERED → OVER; OVER from everywhere.
final class OutgoingLeg implements OutgoingCall, Asker, Session.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingLeg.class);

  /// Times that a call is tried again, with our password or a longer session time.
  static final int TRIES_MAX = 3;

  /// So long it is waited for the end of a call that we cancelled (RFC 3261 9.1).
  static final Duration CANCEL_MAX = Duration.ofSeconds(32);

  private enum State {
    CALLING,
    PROCEEDING,
    ANSWERED,
    OVER
  }

  private final Core core;
  private final Invitation invitation;
  private final String offer;
  private final List<String> additions = new ArrayList<>();
  private final Lane lane;
  private final String id;
  private final OutgoingCallHandler handler;
  private final Session session;
  private State state = State.CALLING;
  private int cseq;
  private boolean cancelWanted;
  private boolean heard;
  private @Nullable ClientTransaction transaction;

  OutgoingLeg(Core core, Invitation invitation, String offer, OutgoingCallHandler handler) {
    this.core = core;
    this.invitation = invitation;
    this.offer = offer;
    this.id = invitation.tag();
    this.handler = handler;
    this.lane = core.lanes.of(invitation.callId());
    this.session = new Session(core, lane, id, invitation.reach(), this);
    this.session.prove(invitation.identity());
    this.session.sent(offer);
    this.session.handle(handler);
  }

  /// Calls somebody where his messages come from.
  void through(Flow flow) {
    session.through(flow);
  }

  void start() {
    core.began(invitation.callId(), this);
    lane.execute(this::send);
  }

  private void send() {
    cseq++;
    SIPRequest invite = session.routed(core.messages.invite(invitation, cseq, offer));
    additions.forEach(line -> Messages.add(invite, line));
    try {
      ClientTransaction made = core.provider().getNewClientTransaction(invite);
      transaction = made;
      made.setApplicationData(this);
      made.sendRequest();
    } catch (SipException fault) {
      LOG.debug("Call {} could not be sent: {}", id, fault.getClass().getName());
      rejected(503, "Service Unavailable");
    }
  }

  @Override
  public void answered(ClientTransaction request, WireResponse response, @Nullable Dialog dialog) {
    if (!request.getRequest().getMethod().equals("INVITE")) {
      return;
    }
    int code = response.getStatusCode();
    if (code >= 300) {
      if (request.equals(transaction) && !again(request, response, code)) {
        rejected(code, response.getReasonPhrase());
      }
    } else if (code >= 200) {
      taken(response, dialog);
    } else if (state == State.CALLING || state == State.PROCEEDING) {
      proceeding(response, code);
    }
  }

  /// Calls once more, when that can help: with our password, or with a longer session time.
  private boolean again(ClientTransaction request, WireResponse response, int code) {
    if (cancelWanted || state == State.OVER || cseq > TRIES_MAX) {
      return false;
    }
    Optional<String> addition =
        Credentials.answer(
                invitation.identity(), (SIPRequest) request.getRequest(), response.wire(), code)
            .map(Credentials::line)
            .or(() -> code == 422 ? SessionTimer.wanted(response.wire()) : Optional.empty());
    addition.ifPresent(
        line -> {
          additions.add(line);
          state = State.CALLING;
          send();
        });
    return addition.isPresent();
  }

  @Override
  public void unanswered(ClientTransaction request) {
    if (request.getRequest().getMethod().equals("INVITE")) {
      rejected(408, "Request Timeout");
    }
  }

  @Override
  public void unsent(ClientTransaction request) {
    if (request.getRequest().getMethod().equals("INVITE")) {
      rejected(503, "Service Unavailable");
    }
  }

  @Override
  public void leftEarly() {
    session.end(CallHandler::onRemoteHangUp);
  }

  @Override
  public void acknowledged(WireMessage ack) {}

  /// The side that called waits 2.1 to 4 s (RFC 3261 14.1).
  @Override
  public Duration patience() {
    return Duration.ofMillis(ThreadLocalRandom.current().nextInt(210, 401) * 10L);
  }

  @Override
  public void over() {
    state = State.OVER;
    core.ended(invitation.callId());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void cancel() {
    hangUp();
  }

  @Override
  public void hangUp() {
    lane.execute(
        () -> {
          switch (state) {
            case CALLING -> cancelWanted = true;
            case PROCEEDING -> {
              cancelWanted = true;
              sendCancel();
            }
            case ANSWERED -> session.bye();
            case OVER -> {}
          }
        });
  }

  @Override
  public void sendInfoDigit(char digit, Duration duration) {
    if ("0123456789*#ABCD".indexOf(digit) < 0) {
      throw new IllegalArgumentException("The digit (%s) is no key.".formatted(digit));
    }
    lane.execute(() -> session.sendDigit(digit, duration));
  }

  @Override
  public void reinvite(String offer) {
    lane.execute(() -> session.reinvite(offer));
  }

  private void proceeding(WireResponse response, int code) {
    boolean first = state == State.CALLING;
    state = State.PROCEEDING;
    if (first && !heard) {
      heard = true;
      tell(OutgoingCallHandler::onHeard);
    }
    if (cancelWanted && first) {
      sendCancel();
    } else if (code > 100) {
      Optional<String> sdp = Bodies.sdp(response.wire());
      tell(told -> told.onProvisional(code, sdp));
    }
  }

  private void taken(WireResponse response, @Nullable Dialog dialog) {
    if (dialog == null) {
      return;
    }
    boolean wanted = state != State.ANSWERED && state != State.OVER && !cancelWanted;
    acknowledge(response, dialog);
    Optional<String> sdp = Bodies.sdp(response.wire());
    if (wanted && sdp.isPresent()) {
      state = State.ANSWERED;
      dialog.setApplicationData(session);
      session.in(dialog);
      session.stands();
      session.timed(SessionTimer.told(response.wire()));
      tell(told -> told.onAnswered(sdp.get()));
    } else {
      decline(dialog);
    }
  }

  /// Somebody answered who is not wanted: we gave up meanwhile, another answered first, or it came
  /// without a session.
  private void decline(Dialog dialog) {
    if (state == State.ANSWERED) {
      hangUpOn(dialog);
      return;
    }
    boolean first = state != State.OVER;
    session.endAtOnce(dialog);
    if (first) {
      String reason = cancelWanted ? "Request Terminated" : "Not Acceptable Here";
      int code = cancelWanted ? 487 : 488;
      tell(told -> told.onRejected(code, reason));
    }
  }

  /// A second telephone takes the call, after the transaction is over.
  void forked(WireResponse response, Dialog dialog) {
    acknowledge(response, dialog);
    hangUpOn(dialog);
  }

  private void hangUpOn(Dialog dialog) {
    new Session(core, lane, id, invitation.reach(), new Forked()).endAtOnce(dialog);
  }

  private void acknowledge(WireResponse response, Dialog dialog) {
    try {
      var ack = (SIPRequest) dialog.createAck(response.getCSeq().getSeqNumber());
      additions.stream()
          .filter(line -> line.contains("uthorization: "))
          .forEach(line -> Messages.add(ack, line));
      dialog.sendAck(session.routed(ack));
    } catch (SipException | InvalidArgumentException fault) {
      LOG.debug("Call {}: an ACK was not sent: {}", id, fault.getClass().getName());
    }
  }

  private void sendCancel() {
    ClientTransaction of = transaction;
    if (of == null) {
      return;
    }
    try {
      core.provider().getNewClientTransaction(of.createCancel()).sendRequest();
    } catch (SipException fault) {
      LOG.debug("Call {}: a CANCEL was not sent: {}", id, fault.getClass().getName());
    }
    core.lanes.after(CANCEL_MAX, lane, () -> abandon(of));
  }

  /// Whoever was told that we gave up, and says nothing to it, is not waited for.
  private void abandon(ClientTransaction cancelled) {
    if (state == State.PROCEEDING) {
      rejected(487, "Request Terminated");
      try {
        cancelled.terminate();
      } catch (ObjectInUseException fault) {
        LOG.debug("Call {}: a transaction stays: {}", id, fault.getClass().getName());
      }
    }
  }

  private void rejected(int code, String reason) {
    if (state == State.CALLING || state == State.PROCEEDING) {
      session.end();
      tell(told -> told.onRejected(code, reason));
    }
  }

  private void tell(Consumer<OutgoingCallHandler> event) {
    session.post(() -> event.accept(handler));
  }

  /// A second dialog that one INVITE made; it is ended as soon as it stands.
  private static final class Forked implements Session.Owner {
    @Override
    public void leftEarly() {}

    @Override
    public void acknowledged(WireMessage ack) {}

    @Override
    public Duration patience() {
      return Duration.ZERO;
    }

    @Override
    public void over() {}
  }
}
