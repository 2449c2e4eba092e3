package org.otklik.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingSettingsTest {

  @Test
  void reportsAllFaultsAtOnce() {
    var tooMany = Collections.nCopies(7, new Ring(Duration.ofMinutes(1), 0));
    var rising = List.of(new Ring(Duration.ofMinutes(1), 2), new Ring(Duration.ZERO, 1));

    var fault =
        catchThrowableOfType(
            InvalidRoutingSettings.class,
            () ->
                new RoutingSettings(
                    Duration.ZERO,
                    Duration.ofDays(2),
                    Duration.ZERO,
                    Duration.ofMinutes(5),
                    0,
                    Map.of(Priority.URGENT, Duration.ofMinutes(6)),
                    new TopicSettings(tooMany, false),
                    Map.of(new TopicId("passport"), new TopicSettings(rising, true))));

    assertThat(fault.faults())
        .containsExactly(
            "The offerDeadline (PT0S) must be PT1S to PT5M.",
            "The placeKept (PT48H) must be PT0S to PT24H.",
            "The declinedAgainAfter (PT0S) must be PT1S to PT24H.",
            "The waitingMax (0) must be 1 to 1000000.",
            "The bonus of URGENT (PT6M) must be PT0S to PT5M.",
            "The rings of any topic (7) must be 1 to 6.",
            "The stay in ring 2 of topic passport (PT0S) must be PT1S to PT24H.",
            "The levelsDropped (1) in ring 2 of topic passport must be 2 to 4.");
    assertThat(fault).hasMessageContaining("waitingMax (0)").hasMessageContaining("PT48H");
  }

  @Test
  void defaultsAreValid() {
    assertThat(RoutingSettings.defaults().bonus(Priority.URGENT)).isPositive();
    assertThat(RoutingSettings.defaults().bonus(Priority.NORMAL)).isZero();
  }
}
