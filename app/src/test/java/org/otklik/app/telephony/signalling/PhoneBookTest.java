package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.app.ProductSettings;
import org.otklik.app.StartRefused;
import org.otklik.app.testing.NoAccounts;
import org.otklik.app.testing.TestClock;
import org.slf4j.LoggerFactory;

final class PhoneBookTest {
  private final TestClock clock = TestClock.atNoon();
  private final PhoneBook book =
      new PhoneBook(
          TrunksTest.settings(
              Map.of(
                  "otklik.telephony.phones.ivanova.password", "long enough",
                  "otklik.telephony.phones.petrov.password", "long enough")),
          new ProductSettings(
              false, Path.of("data").toString(), new ProductSettings.Https(0, "", "")),
          new NoAccounts(),
          _ -> {},
          new FraudAlarm(clock, new SimpleMeterRegistry()),
          clock);

  @Test
  void aTelephoneOfNobodyIsNamedAtTheStart() {
    assertThatThrownBy(book::checkOwners)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("otklik.telephony.phones.ivanova: there is no such account")
        .hasMessageContaining("otklik.telephony.phones.petrov: there is no such account");
  }

  @Test
  void whoTriesNamesFillsNoLog() {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(PhoneBook.class);
    lines.start();
    log.addAppender(lines);
    try {
      for (int i = 0; i < 300; i++) {
        book.onRefused("user" + i, new InetSocketAddress("198.51.100.9", 5060));
      }
      clock.advance(Tally.PAUSE);
      book.onRefused("another", new InetSocketAddress("198.51.100.9", 5060));
    } finally {
      log.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "telephone refused times=1 known=false", "telephone refused times=300 known=false");
  }
}
