package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Texts;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.Unasked;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.TopicId;
import tools.jackson.databind.json.JsonMapper;

class DeskCallsTest {
  private static final ContactId CONTACT = new ContactId(new UUID(1, 1));
  private static final String NUMBER = "+74951234567";
  private static final TopicId PASSPORT = new TopicId("passport");

  private final CurrentAccount operator =
      new CurrentAccount(
          new AccountId(new UUID(0, 1)),
          new SessionId(new UUID(1, 1)),
          "Ольга",
          Set.of(Role.OPERATOR));
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Object> answers = new HashMap<>();
  private final DeskCalls calls =
      new DeskCalls(
          told(ContactLog.class),
          told(Journeys.class),
          told(CallBackList.class),
          told(OutsideCalls.class),
          Unasked.of(Presences.class),
          told(Teamwork.class),
          new DeskPages(
              JsonMapper.shared(),
              new DeskWords(
                  Unasked.of(Texts.class), Unasked.of(Topics.class), Unasked.of(Board.class)),
              TestClock.atNoon()),
          told(AuditTrail.class),
          TestClock.atNoon());

  DeskCallsTest() {
    answers.put("find", Optional.of(contact()));
    answers.put("tookPart", false);
    answers.put("isOpen", false);
    answers.put("findAllowed", Optional.of(NUMBER));
  }

  @Test
  void anybodyCallsWhoIsToBeCalledBack() {
    answers.put("isOpen", true);

    calls.call(operator, CONTACT, CallReason.CALL_DROPPED);

    assertThat(asked).contains("call");
  }

  @Test
  void aCitizenOfAnotherOperatorIsNotCalledOnceTheyWereServed() {
    calls.call(operator, CONTACT, CallReason.CALL_DROPPED);

    assertThat(asked).contains("record").doesNotContain("call", "suspect");
  }

  @Test
  void whoCallsANumberThatMayNotBeCalledIsSuspected() {
    answers.put("tookPart", true);
    answers.put("findAllowed", Optional.empty());

    calls.call(operator, CONTACT, CallReason.OTHER);

    assertThat(asked).contains("suspect", "record").doesNotContain("call");
  }

  @Test
  void whoAsksANumberOutsideThatMayNotBeAskedIsSuspectedAndNobodyIsCalled() {
    answers.put("findTransfer", Optional.empty());

    calls.ask(operator, CONTACT, "+18095550100");

    assertThat(asked).contains("suspect", "record").doesNotContain("consult");
  }

  @Test
  void showsThoseWhoCanBeCalledBackAndNotAll() {
    var entry = toCallBack(NUMBER, 0, null);
    var withheld = toCallBack(null, 0, null);
    answers.put("open", List.of(withheld, entry));

    assertThat(calls.toCallBack()).containsExactly(entry);
    answers.put("findAllowed", Optional.empty());
    assertThat(calls.toCallBack()).isEmpty();
  }

  @Test
  void whoDoesNotAnswerMakesRoomForOthers() {
    var now = TestClock.atNoon().instant();
    var justTried = toCallBack(NUMBER, 1, now.minus(DeskCalls.AGAIN_AFTER).plusSeconds(1));
    var again = toCallBack(NUMBER, 2, now.minus(DeskCalls.AGAIN_AFTER));
    var never = toCallBack(NUMBER, DeskCalls.ATTEMPTS_MAX, Instant.EPOCH);
    answers.put("open", List.of(justTried, never, again));

    assertThat(calls.toCallBack()).containsExactly(again);
  }

  private static CallBackList.Entry toCallBack(
      @Nullable String number, int attempts, @Nullable Instant lastAttempt) {
    return new CallBackList.Entry(
        CONTACT, number, number == null, null, PASSPORT, Instant.EPOCH, attempts, lastAttempt);
  }

  private static ContactLog.Entry contact() {
    return new ContactLog.Entry(
        CONTACT,
        Channel.CALL,
        "1150",
        NUMBER,
        null,
        PASSPORT,
        "ru",
        true,
        Instant.EPOCH,
        null,
        Instant.EPOCH,
        null,
        null);
  }

  /// Keeps the names of what is asked of it, and answers as the test says.
  private <T> T told(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              asked.add(method.getName());
              return answers.get(method.getName());
            }));
  }
}
