package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;

/// `kill -9` again and again at seeded moments while people phone in and wait.
@Tag("long")
class ManyKillsIT {
  private static final int KILLS = 20;
  private static final int PEOPLE = 30;
  private static final long SEED = 20_261_122;

  @TempDir private Path folder;

  @Test
  void whoeverTheBoardShowedWaitingIsOnTheListAfterwardsAndNobodyTwice() {
    var random = new Random(SEED);
    var people = IntStream.range(0, PEOPLE).mapToObj("+749512341%02d"::formatted).toList();
    int seenWaiting = 0;
    try (var centre = Centre.start(folder.resolve("data"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        List<String> waiting;
        try (var _ = SippCrowd.call(folder, centre, people)) {
          var board = BoardReader.open(centre);
          pause(Duration.ofMillis(3_500 + random.nextInt(5_000)));
          waiting = board.waiting();
          centre.kill();
        }
        centre.startAgain();

        var board = BoardReader.open(centre);
        Await.until("the board is there", Duration.ofSeconds(10), () -> board.waiting().isEmpty());
        assertThat(board.toCallBack())
            .as("after kill %d", kill)
            .containsAll(waiting)
            .doesNotHaveDuplicates();
        seenWaiting += waiting.size();
      }
    }
    assertThat(seenWaiting).as("people who waited at a kill").isGreaterThan(KILLS * PEOPLE / 3);
  }

  /// The moment of the kill is what this test varies, so that it must be time that passes.
  private static void pause(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
