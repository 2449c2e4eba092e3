package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// The product itself stands still, as on a machine that was stopped and moved.
@Tag("long")
class PausedProcessDrillIT {
  private static final Duration LONG = Duration.ofMinutes(6);

  @TempDir private Path folder;

  @Test
  void nobodyIsLostOrDoubledWhenTheProcessStandsStill() {
    var drill =
        new Drill(
            "Сервер замирает на 5, 20 и 60 с, пока люди говорят и ждут.",
            "The server stands still for 5, 20 and 60 s while people talk and wait.");
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(TalkAndQueue.MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready();
        var people = TalkAndQueue.begin(drill, folder, centre, desk, LONG)) {
      for (int seconds : new int[] {5, 20, 60}) {
        pause(centre, Duration.ofSeconds(seconds));
        people.goesOn("%d с паузы".formatted(seconds), "a pause of %d s".formatted(seconds));
      }
      people.nextIsServed();
    }
    drill.end();
  }

  private static void pause(Centre centre, Duration time) {
    try (var _ = Frozen.all(List.of(centre.process()))) {
      LockSupport.parkNanos(time.toNanos());
    }
  }
}
