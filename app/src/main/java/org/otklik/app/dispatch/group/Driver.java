package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.group.BenchmarkCentre.AtDesk;
import org.otklik.engine.routing.OperatorId;

/// Callers and operators of the benchmark: at each beat of the schedule somebody calls and an
/// operator finishes wrap-up; what rings is taken and ended at once. Without a schedule the beat is
/// the end of each talk.
final class Driver {
  /// Callers that wait from the beginning, so that every free operator has somebody.
  private static final int BACKLOG = 2_000;

  private final Dispatch dispatch;
  private final Presences presences;
  private final BenchmarkCentre centre;
  private final long periodNanos;
  private final Queue<OperatorId> idle = new ArrayDeque<>();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final Clock clock;

  Driver(QueueGroupHost host, BenchmarkCentre centre, Clock clock, Duration period) {
    this.dispatch = new DefaultDispatch(host);
    this.presences = new DefaultPresences(host);
    this.centre = centre;
    this.clock = clock;
    this.periodNanos = period.toNanos();
  }

  void begin(int operators) {
    for (int i = 0; i < BACKLOG; i++) {
      call();
    }
    for (int i = 1; i <= operators; i++) {
      var operator = DispatchBenchmark.operator(i);
      presences.begin(operator);
      if (periodNanos == 0) {
        presences.ready(operator);
      } else {
        idle.add(operator);
      }
    }
  }

  void drive(Duration duration) throws InterruptedException {
    long now = System.nanoTime();
    long end = now + duration.toNanos();
    for (long beat = now; now < end; now = System.nanoTime()) {
      if (periodNanos > 0 && now >= beat) {
        call();
        free(beat);
        beat += periodNanos;
      } else {
        long wait = periodNanos == 0 ? end - now : beat - now;
        react(centre.happened.poll(wait, TimeUnit.NANOSECONDS));
      }
    }
  }

  private void react(@Nullable AtDesk atDesk) {
    if (atDesk == null) {
      return;
    }
    var operator = atDesk.operator();
    if (!atDesk.talks()) {
      presences.accept(operator, atDesk.contact());
      return;
    }
    presences.hangUp(operator, atDesk.contact());
    idle.add(operator);
    if (periodNanos == 0) {
      call();
      free(System.nanoTime());
    }
  }

  private void call() {
    var _ = dispatch.accept(DispatchBenchmark.call(ids.generate(), clock));
  }

  /// A pause at the beginning ends like wrap-up.
  private void free(long scheduled) {
    var operator = idle.poll();
    if (operator != null) {
      centre.freeSince.put(operator, scheduled);
      presences.ready(operator);
    }
  }
}
