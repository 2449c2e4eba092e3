package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request outside of a call, OPTIONS or REGISTER, and its final answer.
final class Question implements Asker {
  private static final Logger LOG = LoggerFactory.getLogger(Question.class);

  private final Core core;
  private final Invitation invitation;
  private final UnaryOperator<SIPRequest> finish;
  private final IntConsumer told;
  private int cseq;

  /// @param finish adds what this kind of request needs
  /// @param told the code of the answer, 408 when none came, 503 when it could not be sent; once
  Question(Core core, Invitation invitation, UnaryOperator<SIPRequest> finish, IntConsumer told) {
    this.core = core;
    this.invitation = invitation;
    this.finish = finish;
    this.told = told;
  }

  void ask() {
    core.lanes.of(invitation.callId()).execute(() -> send(List.of()));
  }

  @Override
  public void answered(ClientTransaction request, WireResponse response, @Nullable Dialog dialog) {
    int code = response.getStatusCode();
    if (code < 200) {
      return;
    }
    Optional<Credentials> credentials =
        Credentials.answer(
            invitation.identity(), (SIPRequest) request.getRequest(), response.wire(), code);
    if (credentials.isPresent()) {
      send(List.of(credentials.get().line()));
    } else {
      tell(code);
    }
  }

  @Override
  public void unanswered(ClientTransaction request) {
    tell(408);
  }

  @Override
  public void unsent(ClientTransaction request) {
    tell(503);
  }

  private void send(List<String> more) {
    cseq++;
    try {
      SIPRequest request = finish.apply(core.messages.outside(invitation, cseq));
      more.forEach(line -> Messages.add(request, line));
      ClientTransaction made = core.provider().getNewClientTransaction(request);
      made.setApplicationData(this);
      made.sendRequest();
    } catch (SipException fault) {
      LOG.debug("A question could not be sent: {}", fault.getClass().getName());
      tell(503);
    }
  }

  private void tell(int code) {
    core.settings.events().execute(() -> told.accept(code));
  }
}
