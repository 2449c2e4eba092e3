package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.DebianPostgres;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// The database stands still, is slow, is restarted by somebody, is lost by the network, while
/// people talk and wait.
@Tag("long")
class DatabaseDrillIT {
  private static final Duration AWAY = Duration.ofSeconds(30);
  private static final Duration SLOWER = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(6);
  private static final double MICROPHONE = 440;

  @TempDir private Path folder;

  @Test
  void callersAreServedWhileTheDatabaseStandsStill() {
    var drill =
        new Drill(
            "База данных замирает на 30 с, пока люди говорят и ждут.",
            "The database stands still for 30 s while people talk and wait.");
    try (var centre = Centre.start(folder.resolve("data"))) {
      whilePeopleTalkAndWait(
          drill,
          centre,
          people -> {
            try (var frozen = Frozen.all(centre.databaseProcesses());
                var newcomer = people.areServedWithoutDatabase(frozen::close)) {
              people.standAsBefore("77");
              drill.promised(
                  !newcomer.over(), "новый звонок не потерян", "the new call is not lost");
            }
          });
    }
    drill.end();
  }

  @Test
  void callersAreServedThoughSomebodyElsesDatabaseIsSlowRestartedAndLost() {
    var drill =
        new Drill(
            "База данных чужая: она медленная, её перезапускают, сеть её теряет.",
            "Somebody else's database is slow, restarted, lost by the network.");
    try (var server = DebianPostgres.start();
        var link = new DatabaseLink(server.port());
        var centre = Centre.start(folder.resolve("data"), by(link))) {
      whilePeopleTalkAndWait(
          drill,
          centre,
          people -> {
            drill.tell("каждый запрос дольше на 200 мс", "each statement takes 200 ms more");
            link.slow(SLOWER);
            people.areServedWithASlowDatabase();
            link.slow(Duration.ZERO);
            drill.tell("базу перезапустили", "somebody has restarted it");
            server.restart();
            people.standAsBefore();
            drill.tell("сети до базы нет 30 с", "the network to it is gone for 30 s");
            link.cut();
            try (var newcomer = people.areServedWithoutDatabase(link::mend)) {
              people.standAsBefore("77");
              drill.promised(
                  !newcomer.over(), "новый звонок не потерян", "the new call is not lost");
            }
          });
    }
    drill.end();
  }

  private static Map<String, String> by(DatabaseLink link) {
    return Map.of(
        "SPRING_DATASOURCE_URL", DebianPostgres.url(link.port()),
        "SPRING_DATASOURCE_USERNAME", DebianPostgres.USER,
        "SPRING_DATASOURCE_PASSWORD", DebianPostgres.PASSWORD);
  }

  /// Ten wait and one talks; then what the drill does, and a proper end.
  private void whilePeopleTalkAndWait(Drill drill, Centre centre, Consumer<People> fault) {
    try (var browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      var callers = new Callers(folder, centre, 1000);
      try (var talk = callers.queued("+74951234590", LONG)) {
        desk.accept();
        try (var _ = SippCrowd.call(folder, centre, numbers())) {
          var board = BoardReader.open(centre);
          await("ten wait", () -> board.waiting().size() == 10);
          fault.accept(new People(drill, centre, callers, talk, board, board.waiting()));
        }
        desk.act("hang-up");
        drill.promised(
            talk.verdict() == 0, "разговор завершён как надо", "the talk ended properly");
        desk.finish("Учение");
      }
    }
  }

  private static List<String> numbers() {
    return IntStream.range(10, 20).mapToObj("+749512342%02d"::formatted).toList();
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, Duration.ofSeconds(60), condition);
  }

  private static long millisSince(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  /// Who talks and who waits, and what is promised to them.
  ///
  /// @param order of those who wait
  private record People(
      Drill drill,
      Centre centre,
      Callers callers,
      SippPhone talk,
      BoardReader board,
      List<String> order) {

    /// @param end brings the database back
    /// @return who called meanwhile
    SippPhone areServedWithoutDatabase(Runnable end) {
      var begin = System.nanoTime();
      newCallIsAnswered();
      await("the loss is noticed", () -> health() == 503);
      drill.tell(
          "замечено через %d мс".formatted(millisSince(begin)),
          "noticed after %d ms".formatted(millisSince(begin)));
      var newcomer = callers.queued("+74951234577", LONG);
      talkIsHeard();
      pages();
      LockSupport.parkNanos(AWAY.toNanos() - (System.nanoTime() - begin));
      talkIsHeard();
      end.run();
      return newcomer;
    }

    void areServedWithASlowDatabase() {
      newCallIsAnswered();
      talkIsHeard();
      pages();
      await("the board is shown", () -> board.waiting().equals(order));
      drill.promised(
          health() == 200, "сервер по-прежнему здоров", "the server is still in good health");
    }

    /// All waits are written and in their old order.
    ///
    /// @param after who came meanwhile
    void standAsBefore(String... after) {
      var begin = System.nanoTime();
      var all = Stream.concat(order.stream(), Stream.of(after)).toList();
      await("the database is back", () -> health() == 200);
      await("all stand on the board", () -> board.waiting().size() == all.size());
      var millis = millisSince(begin);
      drill.promised(
          millis < 10_000,
          "база вернулась: всё записано за %d мс".formatted(millis),
          "the database is back: everything is written after %d ms".formatted(millis));
      drill.promised(
          board.waiting().equals(all),
          "очередь в прежнем порядке",
          "the queue is in its old order");
    }

    private void newCallIsAnswered() {
      var call = QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO);
      drill.promised(
          call.answeredWithin(Duration.ofSeconds(3)),
          "новый звонок принят через %d мс".formatted(call.after().toMillis()),
          "a new call is answered after %d ms".formatted(call.after().toMillis()));
    }

    private void talkIsHeard() {
      drill.promised(
          Callers.heard(talk, MICROPHONE) > 1_500, "разговор слышен", "the talk is heard");
    }

    /// A page is shown, or 503 with a sentence; never 500, and never a wait without end.
    private void pages() {
      for (var path : List.of("/", "/call", "/my", "/sign-in")) {
        page("GET " + path, () -> new Http(centre.httpPort()).get(path));
      }
      page(
          "POST /sign-in",
          () -> new Http(centre.httpPort()).signIn("operator2", DemoAccounts.PASSWORD));
    }

    private void page(String asked, Supplier<Http.Reply> asking) {
      var begin = System.nanoTime();
      var reply = asking.get();
      var millis = millisSince(begin);
      drill.promised(
          (reply.status() < 500 || (reply.status() == 503 && reply.body().contains("<h1")))
              && millis < 5_000,
          "%s: ответ %d через %d мс".formatted(asked, reply.status(), millis),
          "%s: %d after %d ms".formatted(asked, reply.status(), millis));
    }

    private int health() {
      return new Http(centre.httpPort()).get("/actuator/health", Map.of("Accept", "*/*")).status();
    }
  }
}
