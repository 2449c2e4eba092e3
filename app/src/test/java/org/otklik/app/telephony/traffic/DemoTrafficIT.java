package org.otklik.app.telephony.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.OtklikApplication;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.OperatorId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The centre with its invented people.
@SpringBootTest(
    classes = OtklikApplication.class,
    properties = "otklik.demo-traffic=true",
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
final class DemoTrafficIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final List<OperatorId> PLAYED =
      List.of(DemoAccounts.OPERATOR_3, DemoAccounts.OPERATOR_4, DemoAccounts.OPERATOR_5).stream()
          .map(account -> new OperatorId(account.value()))
          .toList();

  @Autowired private DemoTraffic traffic;
  @Autowired private Presences presences;
  @Autowired private ContactLog contacts;
  @Autowired private Recordings recordings;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @Test
  void citizensCallAreServedAndRecordedAndEverybodyGoesHomeAtTheEnd() {
    Await.until("somebody was served", Duration.ofMinutes(3), () -> served() != null);
    var talk = Objects.requireNonNull(served());
    assertThat(talk.callerNumber()).startsWith(InventedNumbers.PREFIX);
    Await.until(
        "it is recorded",
        Duration.ofSeconds(20),
        () -> !recordings.of(List.of(talk.id())).isEmpty());

    traffic.stop();

    Await.until(
        "nobody is on shift",
        Duration.ofSeconds(30),
        () -> PLAYED.stream().allMatch(operator -> presences.find(operator).isEmpty()));
  }

  private ContactLog.@Nullable Entry served() {
    return PLAYED.stream()
        .flatMap(operator -> contacts.ofOperator(operator, 10).stream())
        .filter(contact -> contact.outcome() == Outcome.TALKED)
        .findAny()
        .orElse(null);
  }
}
