package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.SessionId;
import org.otklik.app.access.SignedOut;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Texts;
import org.otklik.app.telephony.OperatorLines;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.FakePage;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.Unasked;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import tools.jackson.databind.json.JsonMapper;

class DeskSocketTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final AccountId OPERATOR = new AccountId(new UUID(0, 1));
  private static final SessionId HERE = new SessionId(new UUID(1, 1));
  private static final SessionId ELSEWHERE = new SessionId(new UUID(1, 2));

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final FakePage page = pageOfOlga("");
  private boolean holds = true;
  private final DeskPages pages =
      new DeskPages(
          JsonMapper.shared(),
          new DeskWords(told(Texts.class), Unasked.of(Topics.class), Unasked.of(Board.class)),
          TestClock.atNoon());
  private final DeskSocket socket =
      new DeskSocket(
          pages,
          told(Presences.class),
          told(Teamwork.class),
          told(OperatorLines.class),
          new DeskCalls(
              told(ContactLog.class),
              told(Journeys.class),
              told(CallBackList.class),
              told(OutsideCalls.class),
              told(Presences.class),
              told(Teamwork.class),
              pages,
              told(AuditTrail.class),
              TestClock.atNoon()),
          _ -> holds,
          JsonMapper.shared());

  @BeforeEach
  void aPageIsOpen() {
    socket.afterConnectionEstablished(page.session());
    asked.clear();
  }

  @Test
  void aSessionThatHoldsIsListenedTo() {
    say("{\"type\":\"ready\"}");

    assertThat(asked).contains("ready");
    assertThat(page.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"begin\"}",
        "{\"type\":\"renew\"}",
        "{\"type\":\"ready\"}",
        "{\"type\":\"accept\",\"contact\":\"00000000-0000-0001-0000-000000000001\"}",
        "{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\"}"
      })
  void aSessionThatHasEndedDoesNothingMore(String message) {
    holds = false;

    say(message);

    assertThat(asked).contains("end").doesNotContain("begin", "renew", "ready", "accept", "open");
    awaitSignedOut();
  }

  @Test
  void ofTwoPagesTheOneThatWasLoadedLastIsListenedToThoughItCameFirst() {
    var older = pages.load();
    var newer = pageOfOlga("&load=" + pages.load());
    var late = pageOfOlga("&load=" + older);
    socket.afterConnectionEstablished(newer.session());
    asked.clear();

    socket.afterConnectionEstablished(late.session());
    socket.handleTextMessage(late.session(), new TextMessage("{\"type\":\"ready\"}"));
    assertThat(asked).isEmpty();
    socket.afterConnectionClosed(late.session(), CloseStatus.NORMAL);
    socket.handleTextMessage(newer.session(), new TextMessage("{\"type\":\"ready\"}"));

    assertThat(asked).contains("ready");
    Await.until("told and closed", SOON, () -> !late.isOpen());
    assertThat(late.told()).anyMatch(message -> message.contains("replaced"));
    assertThat(newer.isOpen()).isTrue();
  }

  @Test
  void aPageThatComesBackIsListenedToAgain() {
    var load = "&load=" + pages.load();
    socket.afterConnectionEstablished(pageOfOlga(load).session());
    var back = pageOfOlga(load);
    asked.clear();

    socket.afterConnectionEstablished(back.session());
    socket.handleTextMessage(back.session(), new TextMessage("{\"type\":\"ready\"}"));

    assertThat(asked).contains("ready");
  }

  private static FakePage pageOfOlga(String more) {
    return new FakePage(
        "192.0.2.1",
        UsernamePasswordAuthenticationToken.authenticated(
            new CurrentAccount(OPERATOR, HERE, "Ольга", Set.of(Role.OPERATOR)), "", List.of()),
        more);
  }

  @Test
  void aMessageThatLacksSomethingIsRefused() {
    say("{\"type\":\"park\",\"contact\":\"00000000-0000-0001-0000-000000000001\"}");

    Await.until(
        "refused",
        SOON,
        () -> page.told().stream().anyMatch(message -> message.contains("not-understood")));
    assertThat(asked).isEmpty();
  }

  @Test
  void whoAsksForANumberThatMayNotBeCalledIsSuspected() {
    say(
        "{\"type\":\"toNumber\",\"contact\":\"00000000-0000-0001-0000-000000000001\",\"number\":\"+18005550100\"}");

    assertThat(asked).contains("suspect", "record").doesNotContain("transfer");
  }

  @Test
  void aSignOutClosesThePageAtOnce() {
    socket.on(new SignedOut(OPERATOR, HERE));

    assertThat(asked).contains("end");
    awaitSignedOut();
  }

  @Test
  void aSignOutInAnotherBrowserLeavesThePageOpen() {
    socket.on(new SignedOut(OPERATOR, ELSEWHERE));

    assertThat(asked).isEmpty();
    assertThat(page.isOpen()).isTrue();
  }

  private void say(String message) {
    socket.handleTextMessage(page.session(), new TextMessage(message));
  }

  private void awaitSignedOut() {
    Await.until("closed", SOON, () -> !page.isOpen());
    assertThat(page.told()).anyMatch(message -> message.contains("\"signed-out\""));
  }

  /// Keeps the names of what is asked of it; nobody is on shift.
  private <T> T told(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              asked.add(method.getName());
              if (method.getReturnType() == boolean.class) {
                return false;
              }
              return method.getReturnType() == Optional.class ? Optional.empty() : null;
            }));
  }
}
