package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// The database stands still for half a minute while people talk and wait.
@Tag("long")
class FrozenDatabaseDrillIT {
  private static final Duration FROZEN = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final double MICROPHONE = 440;

  @TempDir private Path folder;

  @Test
  void callersAreServedWhileTheDatabaseStandsStill() {
    var drill =
        new Drill(
            "База данных замирает на 30 с, пока люди говорят и ждут.",
            "The database stands still for 30 s while people talk and wait.");
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      var callers = new Callers(folder, centre, 1000);
      try (var talk = callers.queued("+74951234590", LONG)) {
        desk.accept();
        try (var _ = SippCrowd.call(folder, centre, numbers())) {
          var board = BoardReader.open(centre);
          await("ten wait", () -> board.waiting().size() == 10);
          var order = board.waiting();
          try (var newcomer = freeze(drill, centre, callers, talk)) {
            returned(drill, centre, board, order);
            drill.promised(!newcomer.over(), "новый звонок не потерян", "the new call is not lost");
          }
        }
        desk.act("hang-up");
        drill.promised(
            talk.verdict() == 0, "разговор завершён как надо", "the talk ended properly");
        desk.finish("Учение");
      }
    }
    drill.end();
  }

  private static SippPhone freeze(Drill drill, Centre centre, Callers callers, SippPhone talk) {
    try (var _ = Frozen.all(centre.databaseProcesses())) {
      var begin = System.nanoTime();
      var answered = QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO);
      drill.promised(
          answered.answeredWithin(Duration.ofSeconds(3)),
          "новый звонок принят через %d мс".formatted(answered.after().toMillis()),
          "a new call is answered after %d ms".formatted(answered.after().toMillis()));
      await("the loss is noticed", () -> health(centre) == 503);
      var noticed = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      drill.tell(
          "замечено через %d мс".formatted(noticed), "noticed after %d ms".formatted(noticed));
      var newcomer = callers.queued("+74951234577", LONG);
      drill.promised(
          Callers.heard(talk, MICROPHONE) > 1_500, "разговор слышен", "the talk is heard");
      pages(drill, centre);
      LockSupport.parkNanos(FROZEN.toNanos() - (System.nanoTime() - begin));
      drill.promised(
          Callers.heard(talk, MICROPHONE) > 1_500,
          "разговор слышен и через 30 с",
          "the talk is heard after 30 s too");
      return newcomer;
    }
  }

  private static void returned(Drill drill, Centre centre, BoardReader board, List<String> order) {
    var begin = System.nanoTime();
    await("the database is back", () -> health(centre) == 200);
    await("all stand on the board", () -> board.waiting().size() == order.size() + 1);
    var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    drill.promised(
        millis < 10_000,
        "после пробуждения всё записано за %d мс".formatted(millis),
        "everything is written %d ms after it moves again".formatted(millis));
    drill.promised(
        board.waiting().equals(Stream.concat(order.stream(), Stream.of("77")).toList()),
        "очередь в прежнем порядке, новый звонок последний",
        "the queue is in its old order, the new call last");
  }

  /// A page is shown, or 503 with a sentence; never 500, and never a wait without end.
  private static void pages(Drill drill, Centre centre) {
    for (var path : List.of("/", "/call", "/my", "/sign-in")) {
      page(drill, "GET " + path, () -> new Http(centre.httpPort()).get(path));
    }
    page(
        drill,
        "POST /sign-in",
        () -> new Http(centre.httpPort()).signIn("operator2", DemoAccounts.PASSWORD));
  }

  private static void page(Drill drill, String asked, Supplier<Http.Reply> asking) {
    var begin = System.nanoTime();
    var reply = asking.get();
    var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    drill.promised(
        (reply.status() < 500 || (reply.status() == 503 && reply.body().contains("<h1")))
            && millis < 5_000,
        "%s: ответ %d через %d мс".formatted(asked, reply.status(), millis),
        "%s: %d after %d ms".formatted(asked, reply.status(), millis));
  }

  private static int health(Centre centre) {
    return new Http(centre.httpPort()).get("/actuator/health", Map.of("Accept", "*/*")).status();
  }

  private static List<String> numbers() {
    return IntStream.range(10, 20).mapToObj("+749512342%02d"::formatted).toList();
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, Duration.ofSeconds(60), condition);
  }
}
