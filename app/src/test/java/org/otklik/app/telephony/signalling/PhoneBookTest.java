package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.app.ProductSettings;
import org.otklik.app.StartRefused;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.app.testing.NoAccounts;
import org.otklik.app.testing.TestClock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class PhoneBookTest {

  @Test
  void aTelephoneOfNobodyIsNamedAtTheStart() {
    var settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "otklik.telephony.recordings", "recordings",
                        "otklik.telephony.phones.ivanova.password", "long enough",
                        "otklik.telephony.phones.petrov.password", "long enough")))
            .bind("otklik.telephony", TelephonySettings.class)
            .get();
    var book =
        new PhoneBook(
            settings,
            new ProductSettings(
                false, Path.of("data").toString(), new ProductSettings.Https(0, "", "")),
            new NoAccounts(),
            _ -> {},
            new FraudAlarm(TestClock.atNoon(), new SimpleMeterRegistry()));

    assertThatThrownBy(book::checkOwners)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("otklik.telephony.phones.ivanova: there is no such account")
        .hasMessageContaining("otklik.telephony.phones.petrov: there is no such account");
  }
}
