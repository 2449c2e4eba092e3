package org.otklik.app.dispatch.group;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.group.QueueGroupHost.Surroundings;
import org.otklik.app.dispatch.jdbc.BenchmarkRows;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;
import org.springframework.modulith.NamedInterface;

/// Measures the queue on a real database with a telephone and desks that answer at once. The rows
/// are those of the product; they are written to a queue group of its own and stay there.
///
/// An event is one command that the group's thread handles and commits: somebody calls, an offer is
/// taken, two are connected, a talk ends, an operator is free again.
@NamedInterface("benchmark")
public final class DispatchBenchmark {
  private static final int EVENTS_PER_CONTACT = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final Clock clock;
  private final BenchmarkRows rows;

  /// @param dataSource a database in which the migrations have run; what is to be believed of the
  ///   results depends on its `fsync`
  public DispatchBenchmark(DataSource dataSource, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.rows = new BenchmarkRows(dataSource);
  }

  /// What was measured.
  ///
  /// @param eventsPerSecond committed
  /// @param offerP50 from an operator's being free, by schedule, to the ring after the commit
  /// @param cpuMicrosPerEvent of this process, the benchmark's own part included, without the
  ///   database
  public record Result(
      double eventsPerSecond, Duration offerP50, Duration offerP99, double cpuMicrosPerEvent) {}

  /// Latency at a given load, with callers always waiting.
  ///
  /// @param eventsPerSecond of the schedule
  public Result atLoad(int eventsPerSecond, Duration duration) throws InterruptedException {
    var period = Duration.ofSeconds(1).dividedBy(eventsPerSecond).multipliedBy(EVENTS_PER_CONTACT);
    return run(Math.max(50, eventsPerSecond / 4), duration, period);
  }

  /// As many events as can be committed.
  public Result atFullSpeed(int operators, Duration duration) throws InterruptedException {
    return run(operators, duration, Duration.ZERO);
  }

  private Result run(int operators, Duration duration, Duration period)
      throws InterruptedException {
    var centre = new BenchmarkCentre();
    rows.prepare(operators);
    var meters = new SimpleMeterRegistry();
    var host = host(centre, meters);
    host.start();
    try {
      while (host.condition() != GroupThread.Condition.WORKING) {
        LockSupport.parkNanos(1_000_000);
      }
      var driver = new Driver(host, centre, clock, period);
      driver.begin(operators);
      driver.drive(WARM_UP);
      centre.latency.reset();
      double eventsBefore = events(meters);
      long cpuBefore = cpuNanos();
      long began = System.nanoTime();
      driver.drive(duration);
      double seconds = (System.nanoTime() - began) / 1e9;
      double events = events(meters) - eventsBefore;
      return new Result(
          events / seconds,
          at(centre.latency, 50),
          at(centre.latency, 99),
          (cpuNanos() - cpuBefore) / 1e3 / events);
    } finally {
      host.kill();
    }
  }

  private static Duration at(Histogram latency, double percentile) {
    return Duration.ofNanos(latency.getValueAtPercentile(percentile));
  }

  private static double events(SimpleMeterRegistry meters) {
    return meters.get("otklik.dispatch.turn").summary().totalAmount();
  }

  private static long cpuNanos() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system.getProcessCpuTime();
  }

  private QueueGroupHost host(BenchmarkCentre centre, SimpleMeterRegistry meters) {
    var hour = Duration.ofHours(1);
    var settings =
        new DispatchSettings(
            BenchmarkRows.GROUP,
            Duration.ofMinutes(5),
            hour,
            hour,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            hour,
            hour,
            true,
            100_000,
            100_000);
    return new QueueGroupHost(
        new Surroundings(
            settings,
            clock,
            System::nanoTime,
            dataSource,
            new Lineups(rows::lineup),
            kind -> kind == Channel.CALL ? centre : null,
            () -> centre,
            _ -> "",
            _ -> {},
            meters));
  }

  static OperatorId operator(int number) {
    return new OperatorId(
        UUID.fromString(BenchmarkRows.OPERATOR_PREFIX + "%012d".formatted(number)));
  }

  static ContactRequest call(UUID id, Clock clock) {
    return new ContactRequest(
        new ContactId(id),
        Channel.CALL,
        "115",
        "+7%010d".formatted(id.getLeastSignificantBits() & 0x1_ffff_ffffL),
        null,
        null,
        BenchmarkRows.TOPIC,
        new Language("ru"),
        Priority.NORMAL,
        true,
        clock.instant());
  }
}
