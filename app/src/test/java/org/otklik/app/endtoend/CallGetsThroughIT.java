package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.otklik.app.endtoend.Callers.heard;
import static org.otklik.app.endtoend.Callers.heardLately;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// One call after the other through the whole product: a telephone of SIPp that speaks 1000 Hz, and
/// operators in Chromium whose microphone speaks 440 Hz.
class CallGetsThroughIT {
  private static final double PHONE = 1000;
  private static final double MICROPHONE = 440;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SOON = Duration.ofSeconds(15);

  /// A tone that is clearly there, and one that is clearly not.
  private static final double HEARD = 1_500;

  private static final double UNHEARD = 150;

  @TempDir private static Path folder;
  private static Centre centre;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    centre = Centre.start(folder.resolve("data"));
    browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
  }

  @AfterAll
  static void stop() {
    browser.close();
    centre.close();
  }

  @Test
  void citizenAndOperatorTalkAndTheTalkIsRecorded() {
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951234501", LONG)) {
      assertThat(desk.ringing()).isEqualTo("+74951234501");
      desk.accept();

      assertThat(desk.hears()).isCloseTo(PHONE, within(10.0));
      assertThat(heard(phone, MICROPHONE)).isGreaterThan(HEARD);
      assertThat(heard(phone, PHONE)).isLessThan(UNHEARD);
      assertThat(desk.part("citizens").innerText()).contains("1984").doesNotContain("Смирнова");

      desk.act("hang-up");
      assertThat(phone.verdict()).isZero();
      desk.finish("Спросили про паспорт");
    }
    var recorded = Recorded.newest(centre.data());
    assertThat(recorded.citizen(PHONE)).isGreaterThan(HEARD);
    assertThat(recorded.citizen(MICROPHONE)).isLessThan(UNHEARD);
    assertThat(recorded.operator(MICROPHONE)).isGreaterThan(HEARD);
    assertThat(recorded.operator(PHONE)).isLessThan(UNHEARD);
  }

  @Test
  void citizenHangsUpAndTheOperatorFinishesNotes() {
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230002", Duration.ofSeconds(20))) {
      desk.accept();

      assertThat(phone.verdict()).isZero();

      desk.finish("Гражданин положил трубку");
    }
  }

  @Test
  void twoCallersReachOneOperatorInTheOrderOfTheirComing() {
    try (var first = queued("+74951230011", LONG);
        var second = queued("+74951230012", LONG);
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      assertThat(desk.ringing()).isEqualTo("+74951230011");
      desk.accept();
      desk.act("hang-up");
      assertThat(first.verdict()).isZero();
      desk.finish("Первый");

      assertThat(desk.ringing()).isEqualTo("+74951230012");
      desk.accept();
      desk.act("hang-up");
      assertThat(second.verdict()).isZero();
      desk.finish("Второй");
    }
  }

  @Test
  void aCallerWhoHangsUpWhileItRingsIsWithdrawn() {
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230021", Duration.ofSeconds(15))) {
      desk.awaitRing();

      assertThat(phone.verdict()).isZero();

      desk.awaitNoRing(Duration.ofSeconds(3));
      desk.awaitState("READY");
    }
  }

  @Test
  void callersWhoLeaveInTheGreetingAndInTheQueueRingNobody() {
    try (var greeted = call("+74951230031", Duration.ofSeconds(2)).answered();
        var waiting = queued("+74951230032", Duration.ofSeconds(14))) {
      assertThat(greeted.verdict()).isZero();
      assertThat(waiting.verdict()).isZero();
    }
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var next = queued("+74951230033", LONG)) {
      assertThat(desk.ringing()).isEqualTo("+74951230033");
      desk.accept();
      desk.act("hang-up");
      assertThat(next.verdict()).isZero();
    }
  }

  @Test
  void anIgnoredOfferGoesToTheNextOperator() {
    try (var sleepy = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230041", LONG)) {
      sleepy.awaitRing();
      try (var awake = DeskPage.open(browser, centre, "operator3").ready()) {
        sleepy.awaitState("PAUSED");

        assertThat(awake.ringing()).isEqualTo("+74951230041");
        awake.accept();
        awake.act("hang-up");
        assertThat(phone.verdict()).isZero();
      }
    }
  }

  @Test
  void aDeclinedOfferGoesToTheNextOperator() {
    try (var first = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230045", LONG)) {
      first.decline("CONFLICT_OF_INTEREST");
      first.awaitNoRing(SOON);
      try (var second = DeskPage.open(browser, centre, "operator3").ready()) {
        assertThat(second.ringing()).isEqualTo("+74951230045");
        second.accept();
        second.act("hang-up");
        assertThat(phone.verdict()).isZero();
      }
    }
  }

  @Test
  void aReloadedDeskKeepsTheTalkAndItsSound() {
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230051", LONG)) {
      desk.accept();
      desk.page().fill("#note-text", "Набрано до перезагрузки");

      var from = System.nanoTime();
      desk.page().reload();
      desk.awaitState("IN_CALL");
      phone.sound().forget();
      Await.until(
          "the citizen hears the operator again",
          Duration.ofSeconds(3),
          () -> heardLately(phone, MICROPHONE) > HEARD);

      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
      assertThat(desk.hears()).isCloseTo(PHONE, within(10.0));
      desk.page().waitForSelector("#note-text");
      assertThat(desk.page().inputValue("#note-text")).isEqualTo("Набрано до перезагрузки");
      desk.act("hang-up");
      assertThat(phone.verdict()).isZero();
    }
  }

  @Test
  void onHoldTheCitizenHearsMusicAndThenTheOperatorAgain() {
    try (var desk = DeskPage.open(browser, centre, "operator1").ready();
        var phone = queued("+74951230061", LONG)) {
      desk.accept();
      assertThat(heard(phone, MICROPHONE)).isGreaterThan(HEARD);

      desk.act("hold");
      phone.sound().forget();
      Await.until(
          "the operator is not heard on hold",
          SOON,
          () -> phone.sound().heardLength() > 8_000 && heardLately(phone, MICROPHONE) < UNHEARD);
      assertThat(desk.hears()).isZero();

      desk.act("hold");
      Await.until(
          "the operator is heard again", SOON, () -> heardLately(phone, MICROPHONE) > HEARD);
      desk.act("hang-up");
      assertThat(phone.verdict()).isZero();
    }
  }

  @Test
  void theTrialTelephoneWaitsAndSaysGoodbye() throws InterruptedException {
    var board = BoardReader.open(centre);
    var telephone =
        Centre.command(
            folder.resolve("call.out"),
            "call",
            "115",
            "--port",
            Integer.toString(centre.sipPort()),
            "--from",
            "+74951230099",
            "--keys",
            "11",
            "--seconds",
            "20");
    Await.until("it waits", Duration.ofSeconds(20), () -> board.waiting().contains("99"));

    assertThat(telephone.waitFor(40, TimeUnit.SECONDS)).isTrue();

    Await.until("it has left", Duration.ofSeconds(5), () -> !board.waiting().contains("99"));
    assertThat(telephone.exitValue()).isZero();
  }

  @Test
  void aCitizenCallsFromTheBrowser() {
    try (var person = DeskPage.person(browser, 360);
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      var page = person.newPage();
      page.navigate(centre.address() + "/call");
      page.click("[data-do=start]");
      page.waitForSelector("#call[data-state=listening]");
      page.click("[data-digit='1']");
      desk.accept();
      page.waitForSelector("#call[data-state=talking]");

      assertThat(desk.hears()).isCloseTo(MICROPHONE, within(10.0));

      page.click("[data-do=hang-up]");
      desk.finish("Звонок из браузера");
    }
  }

  private static SippPhone queued(String number, Duration talk) {
    return callers().queued(number, talk);
  }

  private static SippPhone call(String number, Duration talk) {
    return callers().call(number, talk);
  }

  private static Callers callers() {
    return new Callers(folder, centre, PHONE);
  }
}
