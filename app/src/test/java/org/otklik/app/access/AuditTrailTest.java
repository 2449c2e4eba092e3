package org.otklik.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = AccessAlone.class, webEnvironment = SpringBootTest.WebEnvironment.MOCK)
class AuditTrailTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  @Autowired private AuditTrail audit;
  @Autowired private Accounts accounts;
  @Autowired private JdbcClient jdbc;
  @Autowired private TestClock clock;

  private AccountId olga = AccountId.next();

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @BeforeEach
  void anOperator() {
    olga = AccountId.next();
    accounts.create(
        new NewAccount(olga, "u" + olga, "Ольга", "long enough password", Set.of(Role.OPERATOR)));
  }

  @Test
  void tellsWhoLookedAtWhatAndWhen() {
    audit.record(entry("citizen.viewed", "c-1"));

    assertThat(audit.find(by(olga)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.entry()).isEqualTo(entry("citizen.viewed", "c-1"));
              assertThat(found.whoName()).isEqualTo("Ольга");
              assertThat(found.at()).isEqualTo(clock.instant());
            });
  }

  @Test
  void takesAnEntryOfNobody() {
    var entry =
        new AuditEntry(
            null, "access.guessing", new Subject("account", olga.toString()), "", "192.0.2.1");
    audit.record(entry);

    assertThat(audit.find(AuditQuery.about(entry.subject())))
        .singleElement()
        .extracting(AuditRecord::entry)
        .isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update access.audit_entry set reason = 'other'",
        "delete from access.audit_entry",
        "truncate access.audit_entry"
      })
  void cannotBeChanged(String sql) {
    audit.record(entry("citizen.viewed", "c-1"));

    assertThatThrownBy(() -> jdbc.sql(sql).update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("only ever added to");
    assertThat(audit.find(by(olga))).hasSize(1);
  }

  @Test
  void findsByCodeSubjectAndTime() {
    audit.record(entry("citizen.viewed", "c-1"));
    clock.advance(Duration.ofDays(1));
    audit.record(entry("citizen.changed", "c-2"));
    audit.record(entry("recording.played", "c-2"));

    assertThat(audit.find(new AuditQuery(olga, "citizen.", null, null, null, null))).hasSize(2);
    assertThat(
            audit.find(new AuditQuery(olga, null, new Subject("citizen", "c-2"), null, null, null)))
        .hasSize(2);
    assertThat(audit.find(new AuditQuery(olga, null, null, clock.instant(), null, null)))
        .hasSize(2);
    assertThat(audit.find(new AuditQuery(olga, null, null, null, clock.instant(), null)))
        .hasSize(1);
    assertThat(audit.find(new AuditQuery(olga, "100%_", null, null, null, null))).isEmpty();
  }

  @Test
  void showsPageAfterPageWithoutGapOrRepetition() {
    for (int i = 0; i < AuditTrail.PAGE + 7; i++) {
      audit.record(entry("citizen.viewed", "c-" + i));
    }

    var first = audit.find(by(olga));
    var second = audit.find(new AuditQuery(olga, null, null, null, null, first.getLast().id()));

    assertThat(first).hasSize(AuditTrail.PAGE);
    assertThat(second).hasSize(7).doesNotContainAnyElementsOf(first);
  }

  @Test
  void createsNoSecondAccountOfTheSameName() {
    var taken =
        new NewAccount(
            AccountId.next(),
            " U" + olga + " ",
            "Двойник",
            "long enough password",
            Set.of(Role.ADMIN));

    assertThat(accounts.create(taken)).isFalse();
    assertThat(accounts.find("U" + olga)).map(Account::id).contains(olga);
  }

  private AuditEntry entry(String what, String citizen) {
    return new AuditEntry(olga, what, new Subject("citizen", citizen), "по просьбе", "desk");
  }

  private static AuditQuery by(AccountId who) {
    return new AuditQuery(who, null, null, null, null, null);
  }
}
