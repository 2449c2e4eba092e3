package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.DataFolder;
import org.otklik.app.ProductSettings;
import org.otklik.app.ServerCertificate;
import org.otklik.app.access.Accounts;
import org.otklik.app.telephony.FakeCentre;
import org.otklik.app.telephony.LiveCalls;
import org.otklik.app.telephony.media.MediaAddress;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.embedded.EmbeddedMediaPlane;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.NoAccounts;
import org.otklik.app.testing.TestClock;
import org.otklik.wire.sip.SipIdentity;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// Calls with sound by IPv6: the line listens on `::`, sound is at `::1`.
final class Ipv6CallTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final InetAddress HERE = InetAddress.ofLiteral("::1");

  @TempDir private Path folder;

  @Test
  void twoCallersHearEachOther() {
    var plane = plane();
    plane.start();
    var centre = new FakeCentre(plane);
    try (var context = context(centre, plane);
        var anna = new SipPeer("anna", "::1", 1_000);
        var boris = new SipPeer("boris", "::1", 440)) {
      var line = context.getBean(SipLine.class);
      var target = "sip:115@[::1]:" + line.port();
      assertThat(line.lines().getFirst()).contains("sip:115@[");

      anna.call(target, SipIdentity.of("1001"));
      boris.call(target + ";transport=tcp", SipIdentity.of("1002"));
      Await.until("both have arrived", SOON, () -> centre.arrived().size() == 2);
      centre.arrived().forEach(centre.calls::answer);
      anna.awaits("answered");
      boris.awaits("answered");
      centre.connect(centre.arrived().getFirst(), centre.arrived().getLast());

      anna.awaitTone(440, true);
      boris.awaitTone(1_000, true);
      anna.hangUp();
      boris.hangUp();
      Await.until("both are gone", SOON, () -> line.callsActive() == 0);
    } finally {
      plane.close();
    }
  }

  private AnnotationConfigApplicationContext context(FakeCentre centre, MediaPlane plane) {
    var settings =
        TrunksTest.settings(
            Map.of("otklik.telephony.sip.bind", "::", "otklik.telephony.sip.port", "0"));
    var product =
        new ProductSettings(false, folder.toString(), new ProductSettings.Https(0, "", ""));
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(TelephonySettings.class, () -> settings);
    context.registerBean(ProductSettings.class, () -> product);
    context.registerBean(DataFolder.class, () -> DataFolder.open(folder));
    context.registerBean(Clock.class, TestClock::atNoon);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.registerBean(Accounts.class, NoAccounts::new);
    context.registerBean(LiveCalls.class, () -> centre.live);
    context.registerBean(MediaPlane.class, () -> plane);
    context.registerBean(MediaGroup.class, () -> new MediaGroup("main"));
    context.registerBean(MediaAddress.class, () -> new MediaAddress(HERE.getHostAddress()));
    context.register(
        ServerCertificate.class,
        SipCertificate.class,
        Trunks.class,
        FraudAlarm.class,
        PhoneBook.class,
        CallsIn.class,
        SipLine.class);
    context.refresh();
    return context;
  }

  private static EmbeddedMediaPlane plane() {
    var first = 20_000 + 2 * (int) (ProcessHandle.current().pid() % 4_000);
    return new EmbeddedMediaPlane(
        new EmbeddedMediaPlane.Setup(
            HERE, HERE, first, first + 19, 1, Duration.ofMinutes(1), Duration.ofSeconds(30)),
        new SecureRandom(),
        TestClock.atNoon(),
        System::nanoTime);
  }
}
