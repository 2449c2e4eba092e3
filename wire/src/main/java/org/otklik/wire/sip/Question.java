package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request outside of a call, OPTIONS or REGISTER, and its final answer.
final class Question implements Asker {
  private static final Logger LOG = LoggerFactory.getLogger(Question.class);

  private final Core core;
  private final Invitation invitation;
  private final Supplier<SIPRequest> request;
  private final Told told;
  private @Nullable ClientTransaction latest;
  private boolean dropped;

  /// Is told the final answer once, on the executor of the settings.
  interface Told {

    /// The final answer, or that there is none.
    ///
    /// @param code 408 when no answer came, 503 when the request could not be sent
    /// @param answer nothing when none came
    void answered(int code, Optional<WireMessage> answer);
  }

  /// @param request makes the request, each time with another CSeq
  Question(Core core, Invitation invitation, Supplier<SIPRequest> request, Told told) {
    this.core = core;
    this.invitation = invitation;
    this.request = request;
    this.told = told;
  }

  void ask() {
    core.lanes.of(invitation.callId()).execute(() -> send(List.of()));
  }

  /// Forgets the question, in its lane: it is not sent again, and nobody is told of an answer.
  void drop() {
    dropped = true;
    ClientTransaction asked = latest;
    if (asked != null) {
      try {
        asked.terminate();
      } catch (ObjectInUseException fault) {
        LOG.debug("A transaction stays: {}", fault.getClass().getName());
      }
    }
  }

  @Override
  public void answered(ClientTransaction asked, WireResponse response, @Nullable Dialog dialog) {
    int code = response.getStatusCode();
    if (code < 200 || dropped) {
      return;
    }
    Optional<Credentials> credentials =
        Credentials.answer(
            invitation.identity(), (SIPRequest) asked.getRequest(), response.wire(), code);
    if (credentials.isPresent()) {
      send(credentials.get().after((SIPRequest) asked.getRequest()));
    } else {
      tell(code, Optional.of(response.wire()));
    }
  }

  @Override
  public void unanswered(ClientTransaction asked) {
    tell(408, Optional.empty());
  }

  @Override
  public void unsent(ClientTransaction asked) {
    tell(503, Optional.empty());
  }

  private void send(List<String> more) {
    if (dropped) {
      return;
    }
    try {
      SIPRequest next = request.get();
      more.forEach(line -> Messages.add(next, line));
      ClientTransaction made = core.provider().getNewClientTransaction(next);
      made.setApplicationData(this);
      latest = made;
      made.sendRequest();
    } catch (SipException fault) {
      LOG.debug("A question could not be sent: {}", fault.getClass().getName());
      tell(503, Optional.empty());
    }
  }

  private void tell(int code, Optional<WireMessage> answer) {
    if (!dropped) {
      core.settings.events().execute(() -> told.answered(code, answer));
    }
  }
}
