package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;

/// The benchmark runs and its numbers are plausible; what they should be depends on the machine.
class DispatchBenchmarkIT {
  private static final TestDatabase DATABASE = TestDatabase.create();

  @Test
  void offersAtTheLoadThatWasAskedFor() throws InterruptedException {
    var result =
        new DispatchBenchmark(DATABASE.dataSource(), TestClock.atNoon())
            .atLoad(1_000, Duration.ofSeconds(Integer.getInteger("bench.seconds", 5)));

    System.out.println(result);
    assertThat(result.eventsPerSecond()).isBetween(900.0, 1_100.0);
    assertThat(result.offerP99()).isPositive().isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void commitsAsManyEventsAsItCan() throws InterruptedException {
    var result =
        new DispatchBenchmark(DATABASE.dataSource(), TestClock.atNoon())
            .atFullSpeed(
                Integer.getInteger("bench.operators", 2_000),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 5)));

    System.out.println(result);
    assertThat(result.eventsPerSecond()).isGreaterThan(1_000);
  }
}
