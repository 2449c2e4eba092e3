package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.endtoend.Callers.heard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// What is promised to callers when something dies under them.
class FaultsIT {
  private static final double PHONE = 1000;
  private static final double MICROPHONE = 440;
  private static final double HEARD = 1_500;
  private static final int STOPPED_BY_SIGTERM = 128 + 15;
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void whoWaitedWhenTheProcessWasKilledIsToBeCalledBackAndStandsThereWhenDiallingAgain() {
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder))) {
      var everybody = numbers(50);
      List<String> oldOrder;
      try (var _ = SippCrowd.call(folder, centre, everybody)) {
        var board = BoardReader.open(centre);
        awaitWaiting(board, 50);
        oldOrder = board.waiting();

        centre.kill();
      }
      centre.startAgain();
      var board = BoardReader.open(centre);
      assertThat(board.waiting()).isEmpty();
      assertThat(board.toCallBack()).containsExactlyInAnyOrderElementsOf(endings(everybody));

      var again = Stream.of(44, 7, 31, 2, 49, 15, 28, 0, 36, 21).map(everybody::get).toList();
      var redialled = endings(again);
      try (var _ = SippCrowd.call(folder, centre, again)) {
        awaitWaiting(board, 10);
        var asOfOld = oldOrder.stream().filter(redialled::contains).toList();
        assertThat(board.waiting()).isEqualTo(asOfOld);

        assertThat(servedBy("operator1", browser, centre, 10)).isEqualTo(asOfOld);
      }
      assertThat(board.toCallBack())
          .containsExactlyInAnyOrderElementsOf(
              oldOrder.stream().filter(number -> !redialled.contains(number)).toList());
    }
  }

  @Test
  void talksGoOnWhileTheDatabaseIsDeadAndNobodyWhoWaitsIsLost() {
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder))) {
      var callers = new Callers(folder, centre, PHONE);
      var desks = new ArrayList<DeskPage>();
      var talks = new ArrayList<SippPhone>();
      for (int i = 1; i <= 5; i++) {
        desks.add(DeskPage.open(browser, centre, "operator" + i).ready());
        // The second operator does not know about passports.
        talks.add(callers.queued("+7495123459" + i, i == 2 ? '2' : '1', LONG));
        desks.getLast().accept();
      }
      try (var _ = SippCrowd.call(folder, centre, numbers(20))) {
        var board = BoardReader.open(centre);
        awaitWaiting(board, 20);
        var order = board.waiting();

        killDatabase(centre);

        desks.getFirst().page().fill("#note-text", "Записано без базы");
        for (var talk : talks) {
          assertThat(heard(talk, MICROPHONE)).isGreaterThan(HEARD);
        }
        talks.add(callers.queued("+74951234577", LONG));
        awaitHealthy(centre);
        awaitWaiting(board, 21);
        assertThat(board.waiting())
            .isEqualTo(Stream.concat(order.stream(), Stream.of("77")).toList());

        var desk = desks.getFirst();
        assertThat(desk.page().inputValue("#note-text")).isEqualTo("Записано без базы");
        desk.act("hang-up");
        assertThat(talks.getFirst().verdict()).isZero();
        desk.finish("Записано без базы");
        assertThat(desk.ringing()).endsWith(order.getFirst());
        desk.accept();
        desk.act("hang-up");
        desk.finish("Дождался");
        assertThat(desk.ringing()).endsWith(order.get(1));
      }
      talks.forEach(SippPhone::close);
      desks.forEach(desk -> desk.page().context().close());
    }
  }

  @Test
  void whoWaitsIsToldWhenTheProductIsStopped() {
    try (var centre = Centre.start(folder.resolve("data"))) {
      var callers = new Callers(folder, centre, PHONE);
      try (var phone = callers.queued("+74951234588", LONG)) {
        awaitWaiting(BoardReader.open(centre), 1);
        phone.sound().forget();

        assertThat(centre.stop()).isEqualTo(STOPPED_BY_SIGTERM);

        assertThat(phone.verdict()).isZero();
        // A farewell of some seconds, not a line that goes dead.
        assertThat(phone.sound().heardLength()).isGreaterThan(2 * 8_000);
      }
    }
  }

  /// Serves so many calls one after the other.
  ///
  /// @return last digits of their numbers
  private static List<String> servedBy(String operator, Browser browser, Centre centre, int calls) {
    var served = new ArrayList<String>();
    try (var desk = DeskPage.open(browser, centre, operator).ready()) {
      for (int i = 0; i < calls; i++) {
        var number = desk.ringing();
        served.add(ending(number));
        desk.accept();
        desk.act("hang-up");
        desk.finish("Отвечено");
      }
    }
    return served;
  }

  private static void awaitWaiting(BoardReader board, int count) {
    Await.until(count + " wait", SOON, () -> board.waiting().size() == count);
  }

  private static void awaitHealthy(Centre centre) {
    var health = new Http(centre.httpPort());
    Await.until(
        "the database is back",
        SOON,
        () -> health.get("/actuator/health", Map.of("Accept", "*/*")).status() == 200);
  }

  /// `kill -9` of the server and its children.
  private static void killDatabase(Centre centre) {
    centre.databaseProcesses().forEach(ProcessHandle::destroyForcibly);
  }

  /// Numbers that differ in their last two digits, in no order.
  private static List<String> numbers(int count) {
    return IntStream.range(0, count)
        .map(i -> i * 37 % 60)
        .mapToObj("+749512340%02d"::formatted)
        .toList();
  }

  private static List<String> endings(List<String> numbers) {
    return numbers.stream().map(FaultsIT::ending).toList();
  }

  private static String ending(String number) {
    return number.substring(number.length() - 2);
  }
}
