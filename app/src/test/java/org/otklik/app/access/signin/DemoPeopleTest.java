package org.otklik.app.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.SignIn.Attempt;
import org.otklik.app.access.signin.SignInResult.Admitted;
import org.otklik.app.access.signin.SignInResult.Refused;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;

class DemoPeopleTest {

  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void areThereFromTheFirstStartAndOnlyOnce() {
    start(true).close();
    try (var again = start(true)) {
      assertThat(again.count("access.account")).isEqualTo(DemoAccounts.all().size());
      assertThat(again.accounts().withRole(Role.OPERATOR)).hasSize(5);
      assertThat(signIn(again)).isInstanceOf(Admitted.class);
    }
  }

  @Test
  void areKeptOutWhereTheDemonstrationIsOff() {
    start(true).close();
    try (var real = start(false)) {
      assertThat(signIn(real)).isEqualTo(new Refused());
      assertThat(real.accounts().withRole(Role.ADMIN)).isEmpty();
    }
    try (var demoAgain = start(true)) {
      assertThat(signIn(demoAgain)).isInstanceOf(Admitted.class);
    }
  }

  @Test
  void doNotExistWhereThereWasNoDemonstration() {
    try (var real = start(false)) {
      assertThat(real.count("access.account")).isZero();
    }
  }

  private SignInParts start(boolean demo) {
    return new SignInParts(
        database.dataSource(), TestClock.atNoon(), new CountingEncoder(new AtomicInteger()), demo);
  }

  private static SignInResult signIn(SignInParts server) {
    return server
        .signIn()
        .attempt(new Attempt("operator1", DemoAccounts.PASSWORD, "192.0.2.1", Map.of()));
  }
}
