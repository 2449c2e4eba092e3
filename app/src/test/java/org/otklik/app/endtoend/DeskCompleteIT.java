package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.otklik.app.endtoend.Callers.heardLately;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// What operators do with a citizen together, through the whole product: the citizen speaks 1000
/// Hz, one operator 440 Hz, the other 700 Hz.
class DeskCompleteIT {
  private static final double CITIZEN = 1000;
  private static final double FIRST = 440;
  private static final double SECOND = 700;
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(20);

  /// A tone that is clearly there, and one that is clearly not.
  private static final double HEARD = 1_500;

  private static final double UNHEARD = 150;

  /// Decibels of a tone in a page that are clearly more than nothing.
  private static final double LOUD = -60;

  @TempDir private static Path folder;
  private static Centre centre;
  private static Browser first;
  private static Browser second;

  @BeforeAll
  static void start() throws IOException {
    centre = Centre.start(folder.resolve("data"));
    first = Browser.start(Microphone.hearing(FIRST, Files.createDirectory(folder.resolve("1"))));
    second = Browser.start(Microphone.hearing(SECOND, Files.createDirectory(folder.resolve("2"))));
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
    centre.close();
  }

  @Test
  void aCitizenIsHandedOnToAQueueAndThenToAnOperator() {
    try (var anna = DeskPage.open(first, centre, "operator1").ready();
        var phone = queued("+74951234601")) {
      anna.accept();
      untilHears(phone, FIRST);
      try (var boris = DeskPage.open(second, centre, "operator3").ready()) {
        anna.handsOn().page().selectOption("#to-topic", "cars");
        anna.act("to-topic");
        anna.awaitState("WRAP_UP");

        assertThat(boris.ringing()).isEqualTo("+74951234601");
        boris.accept();
        untilHears(phone, SECOND);
        assertThat(boris.hears()).isCloseTo(CITIZEN, within(10.0));
        assertThat(boris.part("journey").innerText()).contains("Автомобиль");
        anna.act("ready");
        anna.awaitState("READY");

        boris.chooseColleague(nameOf(anna));
        boris.act("to-colleague");
        boris.awaitState("WRAP_UP");
        anna.accept();
        untilHears(phone, FIRST);
        boris.finish("Возвращено");
        anna.act("hang-up");
        assertThat(phone.verdict()).isZero();
        anna.finish("Ответ дан");
      }
    }
  }

  @Test
  void anOperatorAsksAColleagueTalksWithBothAndLeavesTheCitizenToThem() {
    try (var anna = DeskPage.open(first, centre, "operator1").ready();
        var phone = queued("+74951234602")) {
      anna.accept();
      untilHears(phone, FIRST);
      try (var boris = DeskPage.open(second, centre, "operator3").ready()) {
        anna.chooseColleague(nameOf(boris));
        anna.act("ask-colleague");
        untilHearsNot(phone, FIRST);
        boris.accept();
        awaitStage(anna, "CONSULTING");
        untilHears(anna, SECOND);
        untilHears(boris, FIRST);
        assertThat(heardLately(phone, SECOND)).isLessThan(UNHEARD);
        inAnotherTabAndBack(anna, "CONSULTING");
        untilHears(boris, FIRST);

        anna.act("swap");
        untilHears(phone, FIRST);
        untilHears(anna, CITIZEN);

        anna.act("join");
        awaitStage(boris, "JOINED");
        untilHears(phone, FIRST);
        untilHears(phone, SECOND);
        assertThat(heardLately(phone, CITIZEN)).isLessThan(UNHEARD);

        anna.act("hand-over");
        anna.awaitState("WRAP_UP");
        untilHearsNot(phone, FIRST);
        untilHears(phone, SECOND);
        untilHears(boris, CITIZEN);
        anna.finish("Оставлено коллеге");
        boris.act("hang-up");
        assertThat(phone.verdict()).isZero();
        boris.finish("Ответ дан");
      }
    }
  }

  @Test
  void aCitizenIsPutAsideAndTakenBack() {
    try (var anna = DeskPage.open(first, centre, "operator1").ready();
        var phone = queued("+74951234603")) {
      anna.accept();
      untilHears(phone, FIRST);

      anna.handsOn().act("park");
      anna.awaitState("WRAP_UP");
      untilHearsNot(phone, FIRST);
      anna.act("take-back");
      anna.awaitState("IN_CALL");

      untilHears(phone, FIRST);
      anna.act("hang-up");
      assertThat(phone.verdict()).isZero();
      anna.finish("Ответ дан");
    }
  }

  @Test
  void aSupervisorListensPromptsTheOperatorAndJoins() {
    try (var anna = DeskPage.open(first, centre, "operator1").ready();
        var phone = queued("+74951234604");
        var person = DeskPage.person(second, 1280)) {
      anna.accept();
      untilHears(phone, FIRST);
      var board = person.newPage();
      DeskPage.signIn(board, centre, "supervisor1");
      board.navigate(centre.address() + "/board");

      board.click("[data-listen]");
      board.waitForSelector("#supervision[data-how=LISTEN]");
      Await.until("it is shown", SOON, () -> !anna.part("supervised").innerText().isBlank());
      Await.until(
          "the supervisor hears the talk",
          SOON,
          () -> DeskPage.level(board, "#supervision-sound", CITIZEN) > LOUD);
      assertThat(DeskPage.level(board, "#supervision-sound", FIRST)).isGreaterThan(LOUD);
      assertThat(heardLately(phone, SECOND)).isLessThan(UNHEARD);

      board.click("#supervision [data-how=WHISPER]");
      board.waitForSelector("#supervision[data-how=WHISPER]");
      Await.until(
          "the operator hears the supervisor",
          SOON,
          () -> DeskPage.level(anna.page(), "audio[data-part=speaker]", SECOND) > LOUD);
      assertThat(heardLately(phone, SECOND)).isLessThan(UNHEARD);
      assertThat(heardLately(phone, FIRST)).isGreaterThan(HEARD);

      board.click("#supervision [data-how=JOIN]");
      untilHears(phone, SECOND);
      untilHears(phone, FIRST);

      board.click("#supervision [data-how=LEAVE]");
      untilHearsNot(phone, SECOND);
      untilHears(phone, FIRST);
      anna.act("hang-up");
      assertThat(phone.verdict()).isZero();
      anna.finish("Ответ дан");
    }
  }

  @Test
  void whatRingsAtAComputerThatFallsAsleepGoesToTheNextAndItIsSaidWhenItWakes() {
    try (var anna = DeskPage.open(first, centre, "operator1").ready();
        var boris = DeskPage.open(second, centre, "operator3").ready()) {
      boris.act("pause");
      boris.awaitState("PAUSED");
      try (var phone = queued("+74951234605")) {
        assertThat(anna.ringing()).isEqualTo("+74951234605");
        anna.fallAsleep();
        boris.act("ready");

        assertThat(boris.ringing()).isEqualTo("+74951234605");
        boris.accept();
        untilHears(phone, SECOND);
        anna.wakeUp();
        anna.awaitState("OFFLINE");
        assertThat(anna.part("messages").innerText()).contains("смена закончена");
        assertThat(anna.part("offer").isVisible()).isFalse();
        boris.act("hang-up");
        assertThat(phone.verdict()).isZero();
        boris.finish("Ответ дан");
      }
    }
  }

  /// Another tab takes the desk over in the middle of a consult, and gives it back.
  private static void inAnotherTabAndBack(DeskPage desk, String stage) {
    var newer = desk.page().context().newPage();
    newer.navigate(centre.address() + "/desk");
    newer.waitForSelector("[data-part=consult][data-stage=" + stage + "]:visible");
    desk.page().waitForSelector("[data-part=replaced]:visible");
    desk.page().click("[data-part=replaced] a");
    awaitStage(desk, stage);
    desk.page().waitForSelector("#desk[data-sound=open]");
    newer.close();
  }

  private static String nameOf(DeskPage desk) {
    return desk.page().locator(".otk-header__visitor a").innerText().strip();
  }

  private static void awaitStage(DeskPage desk, String stage) {
    desk.page().waitForSelector("[data-part=consult][data-stage=" + stage + "]");
  }

  private static void untilHears(SippPhone phone, double hertz) {
    Await.until(hertz + " Hz is heard", SOON, () -> heardLately(phone, hertz) > HEARD);
  }

  private static void untilHearsNot(SippPhone phone, double hertz) {
    phone.sound().forget();
    Await.until(
        hertz + " Hz is not heard",
        SOON,
        () -> phone.sound().heardLength() > 8_000 && heardLately(phone, hertz) < UNHEARD);
  }

  private static void untilHears(DeskPage desk, double hertz) {
    Await.until("the desk hears " + hertz + " Hz", SOON, () -> Math.abs(desk.hears() - hertz) < 10);
  }

  private static SippPhone queued(String number) {
    return new Callers(folder, centre, CITIZEN).queued(number, LONG);
  }
}
