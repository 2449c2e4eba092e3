package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.testing.TestClock;
import org.slf4j.LoggerFactory;

/// Who raises the alarm, and how often it is written down.
final class FraudAlarmTest {
  private static final InetAddress SOMEBODY = InetAddress.ofLiteral("198.51.100.9");
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(FraudAlarm.class);

  private final TestClock clock = TestClock.atNoon();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final FraudAlarm alarm = new FraudAlarm(clock, meters);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    LOG.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(lines);
  }

  @Test
  void strangersWriteALineAMinuteAndRaiseNothing() {
    for (int i = 0; i < 5_000; i++) {
      alarm.strangerTransfers(SOMEBODY);
    }
    clock.advance(Tally.PAUSE);
    alarm.strangerTransfers(SOMEBODY);

    assertThat(written())
        .containsExactly(
            "transfer by a stranger refused times=1", "transfer by a stranger refused times=5000");
    assertThat(alarm.raised()).isFalse();
    assertThat(meters.get("otklik.sip.transfers.refused").counter().count()).isEqualTo(5_001);
  }

  @Test
  void theFirstIsWrittenDownAndTheOneThatRaisesTheAlarm() {
    for (int i = 0; i < 100; i++) {
      alarm.suspect(SOMEBODY);
    }

    assertThat(written())
        .containsExactly(
            "toll fraud suspected times=1 alarm=false", "toll fraud suspected times=2 alarm=true");
    assertThat(alarm.raised()).isTrue();

    clock.advance(FraudAlarm.WITHIN.plusSeconds(1));
    assertThat(alarm.raised()).isFalse();
  }

  @Test
  void aClockThatWasTurnedBackSilencesNothing() {
    alarm.strangerTransfers(SOMEBODY);
    clock.advance(Duration.ofHours(-1));
    alarm.strangerTransfers(SOMEBODY);

    assertThat(written()).hasSize(2);
  }

  private List<String> written() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
