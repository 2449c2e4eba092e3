package org.otklik.app.desktop.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.SessionId;
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
import org.otklik.app.testing.FakePage;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.Unasked;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a page sends over the desk's connection is done or refused; it breaks nothing.
class DeskSocketFuzzTest {
  private static final CurrentAccount OPERATOR =
      new CurrentAccount(
          new AccountId(new UUID(0, 1)),
          new SessionId(new UUID(1, 1)),
          "Ольга",
          Set.of(Role.OPERATOR));

  private final DeskPages pages =
      new DeskPages(
          JsonMapper.shared(),
          new DeskWords(Unasked.of(Texts.class), Unasked.of(Topics.class), Unasked.of(Board.class)),
          TestClock.atNoon());
  private final DeskSocket socket =
      new DeskSocket(
          pages,
          deaf(Presences.class),
          deaf(Teamwork.class),
          deaf(OperatorLines.class),
          new DeskCalls(
              deaf(ContactLog.class),
              deaf(Journeys.class),
              deaf(CallBackList.class),
              deaf(OutsideCalls.class),
              deaf(Presences.class),
              deaf(Teamwork.class),
              pages,
              deaf(AuditTrail.class),
              TestClock.atNoon()),
          _ -> true,
          JsonMapper.shared());

  static Stream<byte[]> messages() {
    return Stream.of(
            "{\"type\":\"begin\"}",
            "{\"type\":\"accept\",\"contact\":\"00000000-0000-0001-0000-000000000001\"}",
            "{\"type\":\"digit\",\"contact\":\"00000000-0000-0001-0000-000000000001\",\"digit\":\"5\"}",
            "{\"type\":\"pause\",\"reason\":\"BREAK\"}",
            "{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\"}",
            "{\"type\":\"toTopic\",\"contact\":\"00000000-0000-0001-0000-000000000001\",\"topic\":\"passport\"}",
            "{\"type\":\"mute\",\"on\":true}",
            "{\"type\":\"digit\"}",
            "null",
            "[".repeat(5_000))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = "3m")
  void doesOrRefusesWhateverThePageSays(byte[] bytes) {
    var page =
        new FakePage(
            "192.0.2.1",
            UsernamePasswordAuthenticationToken.authenticated(OPERATOR, "", List.of()));
    socket.afterConnectionEstablished(page.session());

    assertThatCode(
            () ->
                socket.handleTextMessage(page.session(), new TextMessage(new String(bytes, UTF_8))))
        .doesNotThrowAnyException();

    socket.afterConnectionClosed(page.session(), CloseStatus.NORMAL);
  }

  /// Does nothing; nobody is on shift.
  private static <T> T deaf(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              if (method.getReturnType() == boolean.class) {
                return false;
              }
              return method.getReturnType() == Optional.class ? Optional.empty() : null;
            }));
  }
}
