package org.otklik.app.notifications.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.Notices;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.NotificationsAlone;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// From the acceptance of a notice to the answer of its recipient, as the demonstration shows it.
@SpringBootTest(
    classes = NotificationsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(OutboxIT.Listener.class)
class OutboxIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Browser BROWSER = Browser.start();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Correlation CALLBACK = new Correlation("callback-17");

  @LocalServerPort private int port;
  @Autowired private Notifications notifications;
  @Autowired private Notices notices;
  @Autowired private Listener listener;
  @Autowired private Clock clock;

  /// Another module, to which answers matter.
  static final class Listener {
    private final List<ReplyReceived> replies = new CopyOnWriteArrayList<>();

    @EventListener
    void on(ReplyReceived reply) {
      replies.add(reply);
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void close() {
    BROWSER.close();
    DATABASE.close();
  }

  @Test
  void showsWhatWasSentAndTakesTheAnswerWithoutScripts() {
    try (var person = BROWSER.person(360, false)) {
      var page = person.newPage();
      page.navigate(url("?lang=ru"));
      assertThat(page.innerText("main")).contains("Пока ничего не отправлено.");
      awaitSent(letter());
      var booked = booked();
      awaitSent(booked);

      page.navigate(url(""));
      assertThat(page.locator("[data-notice]").count()).isEqualTo(2);
      assertThat(page.locator("[data-notice]").first().innerText())
          .contains("СМС на +79161234501", "Позвоним 31.12 18:30-19:00. Наше слово: РЯБИНА, 47.");

      answer(page, booked, "");
      assertThat(page.title()).startsWith("Ошибка");
      assertThat(page.locator(".govuk-error-summary").innerText()).contains("Напишите ответ");
      answer(page, booked, "ОТМЕНА.");
      assertThat(page.innerText("main")).contains("Мы поняли его как «отмена».");
    }
    Await.until("the answer is told", SOON, () -> !listener.replies.isEmpty());
    assertThat(listener.replies.getFirst().command()).isEqualTo(ReplyCommand.CANCEL);
    assertThat(listener.replies.getFirst().about()).isEqualTo(CALLBACK);
    looksWellEverywhere();
  }

  private void looksWellEverywhere() {
    for (int width : new int[] {1280, 360}) {
      for (var language : Language.values()) {
        for (var state : List.of("", "replied=UNKNOWN&")) {
          try (var person = BROWSER.person(width)) {
            var page = person.newPage();
            page.navigate(url("?" + state + "lang=" + language.code()));
            page.locator("summary").first().click();
            Browser.keepScreen(page, "outbox-%s-%d".formatted(language.code(), width));
            Browser.keepHtml(page, "outbox-" + language.code());
            assertThat(Browser.barriers(page)).isEmpty();
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
          }
        }
      }
    }
  }

  private static void answer(Page page, NoticeId id, String text) {
    var section = page.locator("[data-notice='" + id.value() + "']");
    if (!section.locator("input[name=text]").isVisible()) {
      section.locator("summary").click();
    }
    section.locator("input[name=text]").fill(text);
    section.locator("button").click();
  }

  private void awaitSent(NoticeId id) {
    Await.until(
        "the notice is sent",
        SOON,
        () -> notices.find(id).filter(one -> one.status() == NoticeStatus.SENT).isPresent());
  }

  private NoticeId booked() {
    return notifications.send(
        notice(
            "booked",
            NoticeTemplate.CALLBACK_BOOKED,
            new Recipient.Phone("+79161234501"),
            Map.of("window", "31.12 18:30-19:00", "word", "РЯБИНА, 47")));
  }

  private NoticeId letter() {
    return notifications.send(
        notice(
            "letter",
            NoticeTemplate.INCIDENT_OVER,
            new Recipient.Mail("olga.with.a.long.address@mail.otklik.example"),
            Map.of("what", "вход на портал")));
  }

  private NewNotice notice(
      String key, NoticeTemplate template, Recipient to, Map<String, String> arguments) {
    return new NewNotice(
        key,
        template,
        Language.RU,
        to,
        arguments,
        clock.instant().plus(Duration.ofHours(1)),
        CALLBACK);
  }

  private String url(String query) {
    return "http://localhost:" + port + "/demo/outbox" + query;
  }
}
