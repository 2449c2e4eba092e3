package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;

/// A full house: so many citizens talk with operators on SIP telephones at once, each talk
/// recorded.
@Tag("long")
class ManyTalksIT {
  private static final int TALKS = Integer.getInteger("otklik.long.talks", 300);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("otklik.long.minutes", 10));

  /// New talks in a second.
  private static final int RATE = 5;

  private static final double LOSS_MAX = 0.0001;
  private static final double GROWTH_MAX = 1.1;

  @TempDir private Path folder;

  @Test
  void everyTalkIsHeardAndRecordedAndMemoryStaysAsItIs() throws Exception {
    try (var house = FullHouse.open(folder, TALKS)) {
      var centre = house.centre();
      var desks = house.desks();
      desks.ready();

      var coming = Duration.ofSeconds(TALKS / RATE + 30L);
      var citizens = house.citizens(TALKS, 60 * RATE, LENGTH.plus(coming));
      Await.until("all talk", coming.plusSeconds(30), () -> desks.talking() == TALKS);
      var before = Usage.of(centre);
      var settled = before;
      var end = System.nanoTime() + LENGTH.toNanos();
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
        var now = Usage.of(centre);
        System.out.printf(
            "many talks| %d talking, %d MB, %.2f cores%n",
            desks.talking(), now.megabytes(), now.coresSince(settled));
        settled = now;
      }
      var after = Usage.of(centre);
      assertThat(citizens.waitFor(LENGTH.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(citizens.exitValue()).as(house.told()).isZero();
      Await.until("all hung up", Duration.ofSeconds(30), () -> desks.talking() == 0);

      var loss = SoundLoss.none().and(house.recordings());
      System.out.printf("many talks| %s%n", loss);
      System.out.printf(
          "many talks| %.2f cores, %d MB before, %d MB after%n",
          after.coresSince(before), before.megabytes(), after.megabytes());
      assertThat(loss.files()).isEqualTo(TALKS);
      assertThat(loss.share()).isLessThan(LOSS_MAX);
      assertThat((double) after.megabytes()).isLessThan(GROWTH_MAX * before.megabytes());
    }
  }
}
