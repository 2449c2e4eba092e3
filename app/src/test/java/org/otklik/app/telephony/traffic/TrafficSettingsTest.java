package org.otklik.app.telephony.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class TrafficSettingsTest {
  private static final String ALLOWED = "otklik.telephony.outside.allowed";
  private final StandardEnvironment environment = new StandardEnvironment();

  @Test
  void addsNothingUnlessWanted() {
    read(Map.of());

    assertThat(environment.containsProperty("otklik.telephony.trunks.demo.sources")).isFalse();
    assertThat(environment.containsProperty(ALLOWED)).isFalse();
  }

  @Test
  void addsATrunkAndTelephonesWithPasswordsThatNobodyKnows() {
    read(Map.of(TrafficSettings.WANTED, "true"));

    assertThat(environment.getProperty("otklik.telephony.trunks.demo.peers"))
        .startsWith("127.0.0.77:")
        .endsWith(environment.getRequiredProperty(TrafficSettings.PORT));
    assertThat(
            TrafficSettings.OPERATORS.stream()
                .map("otklik.telephony.phones.%s.password"::formatted)
                .map(environment::getProperty))
        .allSatisfy(password -> assertThat(password).hasSize(32))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatTheUserHasSetStays() {
    read(Map.of(TrafficSettings.WANTED, "true", ALLOWED, "+7812"));

    assertThat(environment.getProperty(ALLOWED)).isEqualTo("+7812");
  }

  @Test
  void isOnlyForTheDemonstration() {
    assertThatThrownBy(() -> read(Map.of(TrafficSettings.WANTED, "true", "otklik.demo", "false")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("OTKLIK_DEMO=true");
  }

  private void read(Map<String, Object> set) {
    environment.getPropertySources().addFirst(new MapPropertySource("test", set));
    new TrafficSettings().postProcessEnvironment(environment, new SpringApplication());
  }
}
