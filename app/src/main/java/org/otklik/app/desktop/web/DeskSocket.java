package org.otklik.app.desktop.web;

import java.util.Optional;
import java.util.UUID;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.access.Sessions;
import org.otklik.app.access.SignedOut;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.pages.Language;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.OperatorLines;
import org.otklik.app.telephony.OperatorPhoneChanged;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The desk's live connection. Only the page of an operator that was loaded last is listened to and
/// kept open, so an account holds one connection; and only as long as its session holds: each
/// message asks, the answer being at most 5 s old, and a sign-out closes the page at once.
@Component
@MayCall(Role.OPERATOR)
final class DeskSocket extends TextWebSocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DeskSocket.class);

  /// The largest message: an SDP offer of a browser is about 3 kB.
  static final int MESSAGE_BYTES_MAX = 65_536;

  private final DeskPages pages;
  private final Presences presences;
  private final Teamwork talks;
  private final OperatorLines lines;
  private final DeskCalls outside;
  private final Sessions sessions;
  private final JsonMapper json;

  DeskSocket(
      DeskPages pages,
      Presences presences,
      Teamwork talks,
      OperatorLines lines,
      DeskCalls outside,
      Sessions sessions,
      JsonMapper json) {
    this.sessions = sessions;
    this.pages = pages;
    this.presences = presences;
    this.talks = talks;
    this.lines = lines;
    this.outside = outside;
    this.json =
        json.rebuild().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(MESSAGE_BYTES_MAX);
    var operator = operator(session);
    if (!pages.opened(operator, session, language(session), load(session))) {
      return;
    }
    pages.tell(operator, new ToDesk.Phone(lines.byPhone(operator)));
    var presence = presences.find(operator);
    if (presence.isPresent()) {
      presences.begin(operator);
    }
    pages.tell(operator, DeskPages.message(presence.orElse(null)));
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    pages.closed(operator(session), session);
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    var operator = operator(session);
    if (!pages.current(operator, session)) {
      return;
    }
    if (!holds(session)) {
      leave(operator, session);
      return;
    }
    try {
      take(operator, session, json.readValue(message.getPayload(), FromDesk.class));
    } catch (JacksonException | IllegalArgumentException e) {
      LOG.warn("desk message not understood session={}", session.getId());
      pages.tell(operator, new ToDesk.Refused(null, "not-understood"));
    } catch (DataAccessException e) {
      LOG.warn("desk message without a database session={}", session.getId(), e);
      pages.tell(operator, new ToDesk.Refused(null, "not-now"));
    }
  }

  private void take(OperatorId operator, WebSocketSession session, FromDesk message) {
    switch (message) {
      case null -> throw new IllegalArgumentException("Nothing is no message.");
      case FromDesk.Begin() -> presences.begin(operator);
      case FromDesk.Renew() -> presences.renew(operator);
      case FromDesk.Ready() -> presences.ready(operator);
      case FromDesk.Pause(var reason) -> presences.pause(operator, reason);
      case FromDesk.End() -> end(operator);
      case FromDesk.Accept(var contact) -> presences.accept(operator, id(contact));
      case FromDesk.Decline(var contact, var reason) ->
          presences.decline(operator, id(contact), reason);
      case FromDesk.HangUp(var contact) -> presences.hangUp(operator, id(contact));
      case FromDesk.Finish() -> finish(operator);
      case FromDesk.SoundOffer(var id, var sdp) -> open(operator, id, sdp);
      case FromDesk.Mute(var on) -> lines.mute(operator, on);
      case FromDesk.Hold(var contact, var on) -> lines.hold(operator, id(contact), on);
      case FromDesk.Digit(var contact, var digit) -> digit(operator, id(contact), digit);
      case FromDesk.ToTopic(var contact, var topic) ->
          talks.transfer(operator, id(contact), new Teamwork.Target.Queue(new TopicId(topic)));
      case FromDesk.ToColleague(var contact, var colleague) ->
          talks.transfer(
              operator, id(contact), new Teamwork.Target.Colleague(new OperatorId(colleague)));
      case FromDesk.AskColleague(var contact, var colleague) ->
          talks.consult(
              operator, id(contact), new Teamwork.Target.Colleague(new OperatorId(colleague)));
      case FromDesk.AskTopic(var contact, var topic) ->
          talks.consult(operator, id(contact), new Teamwork.Target.Queue(new TopicId(topic)));
      case FromDesk.Swap(var contact) -> talks.swap(operator, id(contact));
      case FromDesk.Join(var contact) -> talks.join(operator, id(contact));
      case FromDesk.HandOver(var contact) -> talks.handOver(operator, id(contact));
      case FromDesk.EndConsult(var contact) -> talks.endConsult(operator, id(contact));
      case FromDesk.Park(var contact, var reason) -> talks.park(operator, id(contact), reason);
      case FromDesk.CallCitizen(var contact, var reason) ->
          outside.call(present(session), id(contact), reason);
      case FromDesk.ToNumber(var contact, var number) ->
          outside.transfer(present(session), id(contact), number);
      case FromDesk.AskNumber(var contact, var number) ->
          outside.ask(present(session), id(contact), number);
      case FromDesk.StopTransfer(var contact) -> talks.stopTransfer(operator, id(contact));
      case FromDesk.TakeBack(var contact) -> talks.takeBack(operator, id(contact));
    }
  }

  private boolean holds(WebSocketSession session) {
    return account(session).filter(account -> sessions.keepAlive(account.session())).isPresent();
  }

  @EventListener
  void on(OperatorPhoneChanged changed) {
    pages.tell(changed.operator(), new ToDesk.Phone(changed.registered()));
  }

  @EventListener
  void on(SignedOut out) {
    var operator = new OperatorId(out.account().value());
    pages.find(operator, out.session()).ifPresent(session -> leave(operator, session));
  }

  /// A page whose person has signed out, here or elsewhere, does nothing more.
  private void leave(OperatorId operator, WebSocketSession session) {
    end(operator);
    pages.signedOut(operator, session);
  }

  /// The line is closed by dispatch's word, not by ours, while somebody is on it.
  private void end(OperatorId operator) {
    var talking =
        presences.find(operator).filter(is -> is.state() == Presence.State.IN_CALL).isPresent();
    presences.end(operator);
    if (!talking) {
      lines.close(operator);
    }
  }

  private void finish(OperatorId operator) {
    var wrappingUp =
        presences.find(operator).filter(is -> is.state() == Presence.State.WRAP_UP).isPresent();
    if (wrappingUp) {
      presences.finishWrapUp(operator);
    }
  }

  private void open(OperatorId operator, String id, String sdp) {
    try {
      pages.tell(operator, new ToDesk.Answer(id, lines.open(operator, sdp)));
    } catch (OfferRefused e) {
      LOG.warn("operator line refused operator={} cause={}", operator.value(), e.getMessage());
      pages.tell(operator, new ToDesk.Refused(id, "sound-refused"));
    }
  }

  private void digit(OperatorId operator, ContactId contact, String digit) {
    if (!digit.matches("[0-9*#]")) {
      throw new IllegalArgumentException("A key is one of 0-9, * and #.");
    }
    lines.sendDigit(operator, contact, digit.charAt(0));
  }

  private static ContactId id(UUID value) {
    return new ContactId(value);
  }

  private static OperatorId operator(WebSocketSession session) {
    return new OperatorId(present(session).id().value());
  }

  private static CurrentAccount present(WebSocketSession session) {
    return account(session)
        .orElseThrow(() -> new IllegalStateException("The desk's connection has no account."));
  }

  private static Optional<CurrentAccount> account(WebSocketSession session) {
    return CurrentAccount.find(session.getPrincipal());
  }

  /// The page says its language in the address; another one is Russian.
  private static Language language(WebSocketSession session) {
    return said(session, "lang").flatMap(Language::find).orElse(Language.RU);
  }

  /// So does it which load it is; one that does not say is the newest.
  private static long load(WebSocketSession session) {
    return said(session, "load")
        .filter(load -> load.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .orElse(Long.MAX_VALUE);
  }

  private static Optional<String> said(WebSocketSession session, String name) {
    return Optional.ofNullable(session.getUri())
        .map(uri -> UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst(name));
  }
}
