package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// When a certificate counts as renewed.
final class CertificateWatchTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(CertificateWatch.class);
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder = Path.of("");
  private final List<Object> events = new ArrayList<>();
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
  void whatIsNewIsTakenWhenItStandsStill() throws Exception {
    var served = made("served");
    var watch = watching(served);
    watch.look();

    copy(made("renewed").key(), served.key());
    watch.look();
    copy(made("renewed").certificate(), served.certificate());
    watch.look();
    assertThat(events).isEmpty();
    watch.look();
    watch.look();

    assertThat(events).containsExactly(new CertificateRenewed(served));
    assertThat(written()).containsExactly("certificate renewed");
  }

  @Test
  void whatCannotBeUsedIsWrittenDownOnceAndNotTaken() throws Exception {
    var served = made("served");
    var watch = watching(served);

    copy(made("other").certificate(), served.certificate());
    lookOften(watch);
    Files.writeString(served.certificate(), "nothing");
    lookOften(watch);
    Files.delete(served.key());
    lookOften(watch);

    assertThat(events).isEmpty();
    assertThat(written())
        .hasSize(3)
        .allMatch(line -> line.startsWith("the renewed certificate cannot be used"));

    copy(made("other").certificate(), served.certificate());
    copy(made("other").key(), served.key());
    lookOften(watch);
    assertThat(events).containsExactly(new CertificateRenewed(served));
  }

  private CertificateWatch watching(PemFiles files) throws IOException {
    var https =
        new ProductSettings.Https(0, files.certificate().toString(), files.key().toString());
    try (var data = DataFolder.open(folder.resolve("data"))) {
      var settings = new ProductSettings(false, data.path().toString(), https);
      var watch = new CertificateWatch(new ServerCertificate(settings, data, NOW), events::add);
      watch.begin();
      return watch;
    }
  }

  private static void lookOften(CertificateWatch watch) {
    for (int i = 0; i < 5; i++) {
      watch.look();
    }
  }

  private PemFiles made(String name) {
    return new SelfSignedCertificate(folder.resolve(name), NOW).files();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> written() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
