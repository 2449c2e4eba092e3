package org.otklik.app.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.pages.Texts;
import org.otklik.app.portal.settings.PortalSettings;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.WebCalls;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.FakePage;
import org.otklik.app.testing.Unasked;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import tools.jackson.databind.json.JsonMapper;

class CallSocketTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int PAGES = 4;
  private static final int PAGES_PER_ADDRESS = 3;
  private static final int CALLS_PER_ADDRESS = 2;
  private static final int CALLS_PER_VISITOR = 1;
  private static final String OFFICE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";

  private final FakeWebCalls calls = new FakeWebCalls();
  private final CallSocket socket =
      new CallSocket(
          calls,
          new Callers(Unasked.of(Citizens.class)),
          Unasked.of(Dispatch.class),
          Unasked.of(Texts.class),
          JsonMapper.shared(),
          new PortalSettings(PAGES, PAGES_PER_ADDRESS, CALLS_PER_ADDRESS, CALLS_PER_VISITOR));

  @Test
  void onePageTooManyOfAnAddressIsToldSoAndClosed() {
    for (int i = 0; i < PAGES_PER_ADDRESS; i++) {
      assertThat(open(OFFICE, "v" + i).isOpen()).isTrue();
    }

    awaitRefused(open(OFFICE, "v"), "too-many-pages");
    assertThat(open(ELSEWHERE, "v").isOpen()).isTrue();
  }

  @Test
  void aPageIsNotHeldOpenInSilence() {
    assertThat(open(OFFICE, "v").idleMax()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void onePageTooManyInAllIsToldSoAndClosed() {
    for (int i = 0; i < PAGES; i++) {
      open("192.0.2." + (10 + i), "v" + i);
    }

    awaitRefused(open(OFFICE, "v"), "too-many-pages");
  }

  @Test
  void aPageThatHasGoneMakesRoom() {
    var first = open(OFFICE, "v0");
    for (int i = 1; i < PAGES_PER_ADDRESS; i++) {
      open(OFFICE, "v" + i);
    }

    socket.afterConnectionClosed(first.session(), CloseStatus.NORMAL);

    var next = open(OFFICE, "v");
    offer(next);
    awaitTold(next, "\"answer\"");
  }

  @Test
  void addressesOfOneIpv6NetworkCountAsOne() {
    for (int i = 0; i < PAGES_PER_ADDRESS; i++) {
      open("2001:db8::" + (1 + i), "v" + i);
    }

    awaitRefused(open("2001:db8::ffff", "v"), "too-many-pages");
    assertThat(open("2001:db8:0:1::1", "v").isOpen()).isTrue();
  }

  @Test
  void aBrowserThatAlreadyCallsIsToldSo() {
    offer(open(OFFICE, "same"));
    var second = open(ELSEWHERE, "same");

    offer(second);

    awaitTold(second, "too-many-calls");
    assertThat(calls.started).hasSize(1);
  }

  @Test
  void callsOfAnAddressAreLimitedEvenIfTheirPagesHaveGone() {
    for (int i = 0; i < CALLS_PER_ADDRESS; i++) {
      var page = open(OFFICE, "v" + i);
      offer(page);
      socket.afterConnectionClosed(page.session(), CloseStatus.NORMAL);
    }
    var page = open(OFFICE, "v");
    offer(page);
    awaitTold(page, "too-many-calls");

    socket.on(new CallEnded(calls.started.getFirst(), CallEnded.Cause.LINE_LOST));
    offer(page);

    awaitTold(page, "\"answer\"");
  }

  @Test
  void aCallerWhoIsRefusedIsToldWhyAndNothingElse() {
    var page = open(OFFICE, "v");
    calls.meanwhile =
        (call, refused) -> {
          refused.accept(Calls.Refusal.BUSY);
          socket.on(new CallEnded(call, CallEnded.Cause.CENTRE));
        };

    offer(page);

    awaitTold(page, "line-busy");
    awaitTold(page, "\"answer\"");
    assertThat(page.told()).noneMatch(message -> message.contains("\"ended\""));
  }

  @Test
  void aCallThatIsOverBeforeItsAnswerIsToldAndForgotten() {
    var page = open(OFFICE, "v");
    calls.meanwhile = (call, _) -> socket.on(new CallEnded(call, CallEnded.Cause.STOPPED));
    offer(page);
    awaitTold(page, "STOPPED");
    calls.meanwhile = (_, _) -> {};

    offer(page);

    Await.until("a new call", SOON, () -> calls.started.size() == 2);
    assertThat(page.told()).noneMatch(message -> message.contains("too-many-calls"));
  }

  @Test
  void anOfferThatCannotBeUsedLeavesNoCall() {
    var page = open(OFFICE, "v");
    calls.meanwhile =
        (_, _) -> {
          throw new OfferRefused("no sound");
        };
    offer(page);
    awaitTold(page, "\"refused\"");
    calls.meanwhile = (_, _) -> {};

    offer(page);

    awaitTold(page, "\"answer\"");
  }

  private FakePage open(String address, String visitor) {
    var page = new FakePage(address, null);
    page.session().getAttributes().put(CallSocket.VISITOR, visitor);
    socket.afterConnectionEstablished(page.session());
    return page;
  }

  private void offer(FakePage page) {
    socket.handleTextMessage(
        page.session(), new TextMessage("{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\"}"));
  }

  private static void awaitRefused(FakePage page, String code) {
    awaitTold(page, code);
    Await.until("closed", SOON, () -> !page.isOpen());
  }

  private static void awaitTold(FakePage page, String part) {
    Await.until(part, SOON, () -> page.told().stream().anyMatch(told -> told.contains(part)));
  }

  /// Takes every call at once, after what happens meanwhile.
  private static final class FakeWebCalls implements WebCalls {
    private final List<CallId> started = new ArrayList<>();
    private BiConsumer<CallId, Consumer<Calls.Refusal>> meanwhile = (_, _) -> {};

    @Override
    public String start(CallId call, Caller caller, String offer, Consumer<Calls.Refusal> refused) {
      meanwhile.accept(call, refused);
      started.add(call);
      return "v=0";
    }

    @Override
    public String resume(CallId call, String offer) {
      throw new UnsupportedOperationException("resume");
    }

    @Override
    public void digit(CallId call, char digit) {}

    @Override
    public void hangUp(CallId call) {}
  }
}
