package org.otklik.engine.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Measures the router on one thread, full rules. The clock is the caller's.
public final class RoutingBenchmark {

  /// How many events a second the latency is measured at.
  public static final int SCHEDULED_RATE = 50_000;

  private static final int ROUNDS = 5;

  private RoutingBenchmark() {}

  /// A centre.
  ///
  /// @param teams so many different sets of abilities its operators have
  /// @param queuesPerTeam how many of the queues each of them serves
  public record Shape(int operators, int queues, int teams, int queuesPerTeam) {

    /// 7,500 operators in 300 teams, 500 queues.
    public static Shape large() {
      return new Shape(7_500, 500, 300, 20);
    }

    /// As large, but no two operators can do the same.
    public static Shape individual() {
      return new Shape(7_500, 500, 7_500, 5);
    }
  }

  /// What was measured.
  ///
  /// @param nanosPerEvent median of the rounds, by how many waited
  /// @param latency from the moment an event was due until its decisions were there, with the
  ///   fewest waiting
  public record Result(Map<Integer, Double> nanosPerEvent, Latency latency) {

    /// Copies the map, in its order.
    public Result {
      nanosPerEvent = Collections.unmodifiableMap(new LinkedHashMap<>(nanosPerEvent));
    }

    /// Events a second with so many waiting.
    public double eventsPerSecond(int waiting) {
      var nanos = nanosPerEvent.get(waiting);
      if (nanos == null) {
        throw new IllegalArgumentException("Not measured with %d waiting.".formatted(waiting));
      }
      return 1e9 / nanos;
    }
  }

  /// In nanoseconds, at [#SCHEDULED_RATE].
  public record Latency(long p50, long p99, long p999) {}

  /// Runs interleaved rounds with each number waiting, then the latency.
  ///
  /// @param eventsPerRound after a first round that is not counted
  /// @param waiting the numbers of waiting contacts to compare, such as 10,000 and 100,000
  /// @param nanoTime a clock in nanoseconds, such as `System::nanoTime`
  public static Result run(
      Shape shape, int eventsPerRound, List<Integer> waiting, LongSupplier nanoTime) {
    var treadmills = new LinkedHashMap<Integer, Treadmill>();
    var rounds = new LinkedHashMap<Integer, List<Double>>();
    for (int count : waiting) {
      var treadmill = new Treadmill(shape, count);
      treadmill.fill();
      round(treadmill, eventsPerRound, nanoTime);
      treadmills.put(count, treadmill);
      rounds.put(count, new ArrayList<>());
    }
    for (int i = 0; i < ROUNDS; i++) {
      treadmills.forEach(
          (count, treadmill) ->
              rounds
                  .computeIfAbsent(count, key -> new ArrayList<>())
                  .add(round(treadmill, eventsPerRound, nanoTime)));
    }
    var medians = new LinkedHashMap<Integer, Double>();
    rounds.forEach((count, nanos) -> medians.put(count, nanos.stream().sorted().toList().get(2)));
    var first = treadmills.firstEntry().getValue();
    treadmills.clear();
    return new Result(medians, latency(first, eventsPerRound, nanoTime));
  }

  private static double round(Treadmill treadmill, int events, LongSupplier nanoTime) {
    long begin = nanoTime.getAsLong();
    for (int i = 0; i < events; i++) {
      treadmill.step();
    }
    return (double) (nanoTime.getAsLong() - begin) / events;
  }

  private static Latency latency(Treadmill treadmill, int events, LongSupplier nanoTime) {
    var latencies = new long[events];
    long begin = nanoTime.getAsLong();
    for (int i = 0; i < events; i++) {
      long due = begin + i * 1_000_000_000L / SCHEDULED_RATE;
      while (nanoTime.getAsLong() < due) {
        // not due yet
      }
      treadmill.step();
      latencies[i] = nanoTime.getAsLong() - due;
    }
    Arrays.sort(latencies);
    return new Latency(
        latencies[events / 2], latencies[events / 100 * 99], latencies[events / 1000 * 999]);
  }
}
