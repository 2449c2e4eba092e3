package org.otklik.app.access.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.settings.AccountSettings;
import org.otklik.app.access.signin.SignIn.Attempt;
import org.otklik.app.access.signin.SignInResult.Admitted;
import org.otklik.app.access.signin.SignInResult.Refused;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;

class SettledPeopleTest {

  private static final String PASSWORD = "long enough for it";
  private static final String OTHER = "another that is long";

  private final TestDatabase database = TestDatabase.create();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void whoIsWrittenDownMaySignIn() {
    try (var parts = start(Map.of("ivanova", operator(PASSWORD)))) {
      assertThat(signIn(parts, PASSWORD)).isInstanceOf(Admitted.class);
      assertThat(parts.accounts().withRole(Role.OPERATOR))
          .extracting(account -> account.displayName())
          .containsExactly("Анна Иванова");
      assertThat(changes(parts)).containsExactly("access.account-created");
    }
  }

  @Test
  void nothingChangesWhenNothingWasChanged() {
    start(Map.of("ivanova", operator(PASSWORD))).close();
    try (var again = start(Map.of("ivanova", operator(PASSWORD)))) {
      assertThat(changes(again)).containsExactly("access.account-created");
    }
  }

  @Test
  void anotherPasswordSignsOutWhoKnowsTheOldOne() {
    try (var before = start(Map.of("ivanova", operator(PASSWORD)))) {
      assertThat(signIn(before, PASSWORD)).isInstanceOf(Admitted.class);
    }
    try (var parts = start(Map.of("ivanova", operator(OTHER)))) {
      assertThat(parts.count("access.session")).isZero();
      assertThat(signIn(parts, PASSWORD)).isInstanceOf(Refused.class);
      assertThat(signIn(parts, OTHER)).isInstanceOf(Admitted.class);
      assertThat(changes(parts))
          .containsExactly("access.account-created", "access.account-changed");
    }
  }

  @Test
  void nameAndRolesFollowTheSettings() {
    start(Map.of("ivanova", operator(PASSWORD))).close();
    var more = new AccountSettings("Анна Петрова", List.of("operator", "supervisor"), PASSWORD);
    try (var parts = start(Map.of("ivanova", more))) {
      var account = parts.accounts().find("ivanova").orElseThrow();
      assertThat(account.displayName()).isEqualTo("Анна Петрова");
      assertThat(account.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.SUPERVISOR);
    }
  }

  @Test
  void whoIsNoLongerWrittenDownIsKeptOutUntilTheyAreAgain() {
    start(Map.of("ivanova", operator(PASSWORD))).close();
    try (var without = start(Map.of())) {
      assertThat(signIn(without, PASSWORD)).isInstanceOf(Refused.class);
      assertThat(changes(without)).contains("access.account-disabled");
    }
    try (var again = start(Map.of("ivanova", operator(PASSWORD)))) {
      assertThat(signIn(again, PASSWORD)).isInstanceOf(Admitted.class);
    }
  }

  @Test
  void accountsMadeElsewhereAreLeftAlone() {
    try (var parts = start(Map.of())) {
      parts
          .accounts()
          .create(
              new NewAccount(AccountId.next(), "first", "Первый", PASSWORD, Set.of(Role.ADMIN)));
    }
    try (var again = start(Map.of())) {
      assertThat(again.accounts().find("first").orElseThrow().enabled()).isTrue();
    }
    assertThatThrownBy(() -> start(Map.of("first", operator(PASSWORD))))
        .hasStackTraceContaining("otklik.access.accounts.first: there is such an account already");
  }

  @Test
  void allFaultsAreNamedAtOnceAndNoPassword() {
    var settings =
        Map.of(
            "operator1",
            operator(PASSWORD),
            "Anna.I",
            operator(PASSWORD),
            "petrov",
            new AccountSettings(" ", List.of("boss"), "short one"),
            "sidorov",
            new AccountSettings("Олег Сидоров", List.of(), PASSWORD));

    assertThatThrownBy(() -> start(settings))
        .hasStackTraceContaining("accounts.operator1: this name is of the demonstration")
        .hasStackTraceContaining("accounts.Anna.I: a username is 3 to 64 small Latin letters")
        .hasStackTraceContaining("accounts.petrov.name: the person's name is needed")
        .hasStackTraceContaining("accounts.petrov.roles: there is no role \"boss\"")
        .hasStackTraceContaining("OTKLIK_ACCESS_ACCOUNTS_PETROV_PASSWORD")
        .hasStackTraceContaining("accounts.sidorov.roles: at least one role is needed")
        .satisfies(fault -> assertThat(fault).hasMessageNotContainingAny("short one", PASSWORD));
  }

  private static AccountSettings operator(String password) {
    return new AccountSettings("Анна Иванова", List.of("operator"), password);
  }

  private SignInParts start(Map<String, AccountSettings> accounts) {
    return new SignInParts(
        database.dataSource(),
        TestClock.atNoon(),
        new CountingEncoder(new AtomicInteger()),
        false,
        SignInParts.settings(accounts));
  }

  private static SignInResult signIn(SignInParts parts, String password) {
    return parts.signIn().attempt(new Attempt("ivanova", password, "192.0.2.1", Map.of()));
  }

  private static List<String> changes(SignInParts parts) {
    return parts
        .jdbc()
        .sql("select what from access.audit_entry where source = 'settings' order by id")
        .query((row, _) -> row.getString("what"))
        .list();
  }
}
