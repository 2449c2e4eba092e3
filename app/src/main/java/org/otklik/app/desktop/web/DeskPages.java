package org.otklik.app.desktop.web;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.SessionId;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.desk.OfferCard;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.dispatch.desk.Together;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.LivePage;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/// The pages at which operators sit: one for each operator, the one that was loaded last, however
/// its connection came to be. Says to them what dispatch says, in the page's language.
@Component
final class DeskPages implements OperatorDesk {

  /// One open page.
  ///
  /// @param load when it was loaded, as [#load] counts
  record OpenPage(WebSocketSession session, LivePage live, Language language, long load) {}

  private final Map<OperatorId, OpenPage> pages = new ConcurrentHashMap<>();
  private final JsonMapper json;
  private final DeskWords words;
  private final Clock clock;

  /// Goes on from the clock, so that pages of an earlier process are older.
  private final AtomicLong loads;

  DeskPages(JsonMapper json, DeskWords words, Clock clock) {
    this.json = json;
    this.words = words;
    this.clock = clock;
    this.loads = new AtomicLong(clock.millis());
  }

  /// The number of a page that is being loaded: a later one has a higher one.
  long load() {
    return loads.incrementAndGet();
  }

  /// A page has come: of two of the same operator the one that was loaded earlier is told so and
  /// closed.
  ///
  /// @param load what [#load] has told the page; one to come counts as the present
  /// @return false when it is this one
  boolean opened(OperatorId operator, WebSocketSession session, Language language, long load) {
    var live = new LivePage(session);
    live.open();
    var page = new OpenPage(session, live, language, Math.min(load, loads.get()));
    var older = new AtomicReference<OpenPage>();
    pages.merge(
        operator,
        page,
        (open, come) -> {
          boolean later = come.load() >= open.load();
          older.set(later ? open : come);
          return later ? come : open;
        });
    var gone = older.get();
    if (gone != null) {
      gone.live().send(json.writeValueAsString(new ToDesk.Replaced()));
      gone.live().close();
      if (gone.session().equals(session)) {
        return false;
      }
    }
    tell(operator, new ToDesk.Hello(clock.millis()));
    return true;
  }

  /// A page has gone.
  void closed(OperatorId operator, WebSocketSession session) {
    pages.computeIfPresent(
        operator,
        (id, page) -> {
          if (!page.session().equals(session)) {
            return page;
          }
          page.live().close();
          return null;
        });
  }

  /// The person at this page is signed out: it is told and closed.
  void signedOut(OperatorId operator, WebSocketSession session) {
    if (current(operator, session)) {
      tell(operator, new ToDesk.SignedOut());
      closed(operator, session);
    }
  }

  /// The page at which the operator sits, if it was opened in this session of theirs.
  Optional<WebSocketSession> find(OperatorId operator, SessionId session) {
    return find(operator)
        .map(OpenPage::session)
        .filter(
            page ->
                CurrentAccount.find(page.getPrincipal())
                    .filter(account -> account.session().equals(session))
                    .isPresent());
  }

  /// Is this the page at which the operator sits now?
  boolean current(OperatorId operator, WebSocketSession session) {
    return find(operator).filter(page -> page.session().equals(session)).isPresent();
  }

  /// Says something to the operator's page, if there is one.
  void tell(OperatorId operator, ToDesk message) {
    find(operator).ifPresent(page -> page.live().send(json.writeValueAsString(message)));
  }

  @Override
  public void ring(OperatorId operator, OfferCard card) {
    find(operator).ifPresent(page -> tell(operator, words.ring(page.language(), card)));
  }

  @Override
  public void withdraw(OperatorId operator, ContactId contact, String reasonCode) {
    find(operator)
        .ifPresent(
            page ->
                tell(
                    operator,
                    new ToDesk.Withdraw(
                        contact.value(), words.withdrawn(page.language(), reasonCode))));
  }

  @Override
  public void connected(OperatorId operator, ContactId contact) {
    tell(operator, new ToDesk.Connected(contact.value()));
  }

  @Override
  public void supervised(OperatorId operator, ContactId contact, @Nullable Listening how) {
    find(operator)
        .ifPresent(
            page ->
                tell(
                    operator,
                    new ToDesk.Supervised(
                        contact.value(), words.supervised(page.language(), how))));
  }

  @Override
  public void together(OperatorId operator, Together together) {
    tell(
        operator,
        new ToDesk.TogetherIs(
            together.contact().value(),
            together.asking(),
            together.stage().name(),
            words.name(together.other()),
            together.outside()));
  }

  @Override
  public void outside(OperatorId operator, Outside outside) {
    find(operator).ifPresent(page -> tell(operator, words.outside(page.language(), outside)));
  }

  @Override
  public void parked(OperatorId operator, List<ParkedCard> cards) {
    find(operator)
        .ifPresent(page -> tell(operator, words.parked(page.language(), operator, cards)));
  }

  @Override
  public void presence(OperatorId operator, @Nullable Presence presence) {
    tell(operator, message(presence));
  }

  static ToDesk.PresenceIs message(@Nullable Presence presence) {
    if (presence == null) {
      return new ToDesk.PresenceIs("OFFLINE", 0, null, null, null);
    }
    var until = presence.until();
    var contact = presence.contact();
    var why = presence.pauseReason();
    return new ToDesk.PresenceIs(
        presence.state().name(),
        presence.since().toEpochMilli(),
        until == null ? null : until.toEpochMilli(),
        contact == null ? null : contact.value(),
        why == null ? null : why.name());
  }

  private Optional<OpenPage> find(OperatorId operator) {
    return Optional.ofNullable(pages.get(operator));
  }
}
