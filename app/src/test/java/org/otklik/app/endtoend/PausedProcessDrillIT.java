package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// The product itself stands still, as on a machine that was stopped and moved.
@Tag("long")
class PausedProcessDrillIT {
  private static final double MICROPHONE = 440;
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void nobodyIsLostOrDoubledWhenTheProcessStandsStill() {
    var drill =
        new Drill(
            "Сервер замирает на 5, 20 и 60 с, пока люди говорят и ждут.",
            "The server stands still for 5, 20 and 60 s while people talk and wait.");
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      var callers = new Callers(folder, centre, 1000);
      var waiting = new ArrayList<SippPhone>();
      try (var talk = callers.queued("+74951234590", LONG)) {
        desk.accept();
        for (int i = 1; i <= 5; i++) {
          waiting.add(callers.queued("+7495123451" + i, LONG));
        }
        var board = BoardReader.open(centre);
        Await.until("five wait", SOON, () -> board.waiting().size() == 5);
        var order = board.waiting();
        for (int seconds : new int[] {5, 20, 60}) {
          pause(centre, Duration.ofSeconds(seconds));
          moves(drill, centre, seconds);
          stands(drill, talk, waiting, board, order);
        }
        served(drill, desk, talk, order);
      }
      waiting.forEach(SippPhone::close);
    }
    drill.end();
  }

  private static void pause(Centre centre, Duration time) {
    try (var _ = Frozen.all(List.of(centre.process()))) {
      LockSupport.parkNanos(time.toNanos());
    }
  }

  private static void moves(Drill drill, Centre centre, int seconds) {
    var call = QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO);
    drill.promised(
        call.answeredWithin(Duration.ofSeconds(10)),
        "после %d с паузы новый звонок принят через %d мс"
            .formatted(seconds, call.after().toMillis()),
        "after a pause of %d s a new call is answered in %d ms"
            .formatted(seconds, call.after().toMillis()));
  }

  private static void stands(
      Drill drill, SippPhone talk, List<SippPhone> waiting, BoardReader board, List<String> order) {
    drill.promised(
        waiting.stream().noneMatch(SippPhone::over) && board.waiting().equals(order),
        "все, кто ждал, ждут в том же порядке",
        "all who waited wait in the same order");
    drill.promised(
        !talk.over() && heardWithin(talk),
        "разговор продолжается и слышен",
        "the talk goes on and is heard");
  }

  private static boolean heardWithin(SippPhone talk) {
    var end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end && !talk.over()) {
      if (Callers.heard(talk, MICROPHONE) > 1_500) {
        return true;
      }
    }
    return false;
  }

  private static void served(Drill drill, DeskPage desk, SippPhone talk, List<String> order) {
    if (talk.over()) {
      return;
    }
    desk.act("hang-up");
    desk.finish("Учение");
    drill.promised(
        desk.ringing().endsWith(order.getFirst()),
        "следующим предложен первый в очереди",
        "the first of the queue is offered next");
    desk.accept();
    desk.act("hang-up");
    desk.finish("Учение");
  }
}
