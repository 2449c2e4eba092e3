package org.otklik.app.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.otklik.app.testing.TestClock;
import org.springframework.boot.health.contributor.Status;

class RecordingAlarmTest {
  private final TestClock clock = TestClock.atNoon();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecordingAlarm alarm = new RecordingAlarm(clock, meters);

  @Test
  void isSilentWhileTalksAreRecorded() {
    assertThat(alarm.failedAt()).isEmpty();
    assertThat(alarm.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void standsForTenMinutesAfterTheLatestFailure() {
    alarm.raise();
    clock.advance(Duration.ofMinutes(9));
    alarm.raise();
    var latest = clock.instant();
    clock.advance(Duration.ofMinutes(9));

    assertThat(alarm.failedAt()).contains(latest);
    assertThat(alarm.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(meters.counter("otklik.recording.failures").count()).isEqualTo(2);

    clock.advance(Duration.ofMinutes(1));
    assertThat(alarm.failedAt()).isEmpty();
    assertThat(alarm.health().getStatus()).isEqualTo(Status.UP);
  }
}
