package org.otklik.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingBenchmarkTest {

  @Test
  void measuresEachNumberWaitingAndTheLatency() {
    var shape = new RoutingBenchmark.Shape(50, 10, 5, 3);

    var result = RoutingBenchmark.run(shape, 2_000, List.of(100, 400), System::nanoTime);

    assertThat(result.nanosPerEvent()).containsOnlyKeys(100, 400);
    assertThat(result.eventsPerSecond(400)).isGreaterThan(1_000);
    assertThat(result.latency().p50()).isPositive().isLessThanOrEqualTo(result.latency().p99());
  }

  @Test
  void treadmillKeepsTheSameNumberWaiting() {
    var treadmill = new Treadmill(new RoutingBenchmark.Shape(50, 10, 5, 3), 300);
    treadmill.fill();

    for (int i = 0; i < 20_000; i++) {
      treadmill.step();
      assertThat(treadmill.waiting()).isBetween(250, 350);
    }
  }
}
