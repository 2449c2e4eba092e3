package org.otklik.app.telephony;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Says loudly that talks are not recorded (a full disk): the health part `recording` is out of
/// service for ten minutes after the latest failure, and a counter counts. Calls go on.
@Component("recordingHealthIndicator")
final class RecordingAlarm implements HealthIndicator, RecordingAlarms {
  static final Duration RAISED_FOR = Duration.ofMinutes(10);

  private final Clock clock;
  private final Counter failures;
  private volatile @Nullable Instant raisedAt;

  RecordingAlarm(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    this.failures =
        Counter.builder("otklik.recording.failures")
            .description("Recordings that stopped before their talk did")
            .register(meters);
  }

  void raise() {
    raisedAt = clock.instant();
    failures.increment();
  }

  @Override
  public Optional<Instant> failedAt() {
    return Optional.ofNullable(raisedAt).filter(at -> at.plus(RAISED_FOR).isAfter(clock.instant()));
  }

  @Override
  public Health health() {
    return failedAt().isPresent() ? Health.outOfService().build() : Health.up().build();
  }
}
