package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;

/// Hours at 60 % of a [full house][ManyTalksIT]: citizens come and go, each talk is recorded, and
/// the product uses at the end what it used at the beginning.
@Tag("long")
class SoakIT {
  private static final int TALKS = Integer.getInteger("otklik.long.soak.talks", 180);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("otklik.long.soak.minutes", 120));

  private static final Duration TALK = Duration.ofMinutes(2);
  private static final int PER_MINUTE = TALKS / (int) TALK.toMinutes();
  private static final int CALLS = PER_MINUTE * (int) LENGTH.toMinutes();

  /// A few more than talk at once, for the time between two talks.
  private static final int OPERATORS = TALKS + TALKS / 10;

  /// When the product has seen everything once.
  private static final Duration SETTLED = TALK.multipliedBy(2).plus(LENGTH.dividedBy(10));

  private static final Duration LOOKED_EVERY = Duration.ofMinutes(1);

  private static final double LOSS_MAX = 0.0001;
  private static final double GROWTH_MAX = 1.15;

  /// Connections of the database's pool and of pages that come and go.
  private static final int FILES_SPARE = 20;

  @TempDir private Path folder;

  /// Of the recordings at the last look.
  private Map<Path, Long> sizes = Map.of();

  private SoundLoss loss = SoundLoss.none();

  @Test
  void usesAtTheEndWhatItUsedAtTheBeginningAndLosesNobody() throws Exception {
    try (var house = FullHouse.open(folder, OPERATORS)) {
      var centre = house.centre();
      var desks = house.desks();
      desks.finishTheirNotes();
      desks.ready();
      var empty = Usage.of(centre);
      var citizens = house.citizens(CALLS, PER_MINUTE, TALK);
      var begin = System.nanoTime();

      Usage before = empty;
      Usage last = empty;
      while (!citizens.waitFor(LOOKED_EVERY.toSeconds(), TimeUnit.SECONDS)) {
        listen(house);
        var now = Usage.of(centre);
        var minutes = Duration.ofNanos(now.at() - begin).toMinutes();
        System.out.printf(
            "soak| %3d min: %d talking, %d MB, %d open files, %.2f cores, %s%n",
            minutes, desks.talking(), now.megabytes(), now.files(), now.coresSince(last), loss);
        if (Duration.ofNanos(now.at() - begin).compareTo(SETTLED) < 0) {
          before = now;
        }
        if (desks.talking() > TALKS / 2) {
          last = now;
        }
      }
      assertThat(citizens.exitValue()).as(house.told()).isZero();
      Await.until("all hung up", Duration.ofSeconds(30), () -> desks.talking() == 0);
      listen(house);
      listen(house);

      System.out.printf(
          "soak| %,d calls, %s; %d MB when settled, %d MB at the end%n",
          CALLS, loss, before.megabytes(), last.megabytes());
      assertThat(loss.files()).isEqualTo(CALLS);
      assertThat(loss.share()).isLessThan(LOSS_MAX);
      assertThat((double) last.megabytes()).isLessThan(GROWTH_MAX * before.megabytes());
      Await.until(
          "as many files open as before the first call",
          Duration.ofMinutes(1),
          () -> openFiles(centre) <= empty.files() + FILES_SPARE);
      assertThat(centre.log()).doesNotContain(" ERROR ");
    }
  }

  /// Hours of sound would fill the disk: what has not grown since the last time is complete, is
  /// listened to and thrown away.
  private void listen(FullHouse house) throws IOException {
    var now = new HashMap<Path, Long>();
    var complete = new ArrayList<Path>();
    for (var file : house.recordings()) {
      var size = Files.size(file);
      if (size == sizes.getOrDefault(file, -1L)) {
        complete.add(file);
      } else {
        now.put(file, size);
      }
    }
    loss = loss.and(complete);
    for (var file : complete) {
      Files.delete(file);
    }
    sizes = now;
  }

  private static long openFiles(Centre centre) {
    try {
      return Usage.of(centre).files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
