package org.otklik.app.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.dispatch.settings.LineupSettings;
import org.otklik.app.dispatch.settings.LineupSettings.OperatorSettings;
import org.otklik.app.dispatch.settings.LineupSettings.TopicSettings;
import org.otklik.app.testing.NoAccounts;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

final class SettledLineupTest {

  private static final TopicSettings PASSPORT = topic("passport", false);
  private static final TopicSettings LAWYER = topic("lawyer", true);

  private final TestDatabase database = TestDatabase.create();
  private final JdbcClient db = JdbcClient.create(database.dataSource());
  private final DispatchSettings settings =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("otklik.dispatch", DispatchSettings.class);
  private final Map<String, Account> people = new HashMap<>();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void topicsAreThoseOfTheSettingsInTheirOrder() {
    apply(List.of(LAWYER, PASSPORT), Map.of());

    assertThat(lineup().topics())
        .extracting(row -> row.topic().id().value())
        .containsExactly("lawyer", "passport");
    assertThat(lineup().find(new TopicId("lawyer")).orElseThrow().topic().expert()).isTrue();
  }

  @Test
  void withoutAnyTheBuiltInTopicsStay() {
    apply(List.of(), Map.of());

    assertThat(lineup().topics()).hasSize(4);
  }

  @Test
  void operatorsCanWhatTheSettingsSay() {
    var ivanova = person("ivanova", Role.OPERATOR);

    apply(List.of(PASSPORT, LAWYER), Map.of("ivanova", can(Map.of("passport", 5, "lawyer", 2))));

    var capability = lineup().capabilityOf(ivanova);
    assertThat(capability.levels())
        .isEqualTo(Map.of(new TopicId("passport"), 5, new TopicId("lawyer"), 2));
    assertThat(capability.languages()).hasSize(2);
    assertThat(capability.skills()).hasSize(1);
  }

  @Test
  void whatASupervisorChangedStaysUntilTheSettingsSaySomethingElse() {
    var ivanova = person("ivanova", Role.OPERATOR);
    var passport = new TopicId("passport");
    apply(List.of(PASSPORT, LAWYER), Map.of("ivanova", can(Map.of("passport", 5))));
    new SupervisionRows(db).answer(ivanova, Map.of(passport, 1));

    apply(List.of(PASSPORT, LAWYER), Map.of("ivanova", can(Map.of("passport", 5))));
    assertThat(lineup().capabilityOf(ivanova).levels()).containsEntry(passport, 1);

    apply(List.of(PASSPORT, LAWYER), Map.of("ivanova", can(Map.of("passport", 4))));
    assertThat(lineup().capabilityOf(ivanova).levels()).containsEntry(passport, 4);
  }

  @Test
  void whoIsNoLongerWrittenDownAnswersNothing() {
    var ivanova = person("ivanova", Role.OPERATOR);
    apply(List.of(PASSPORT), Map.of("ivanova", can(Map.of("passport", 5))));

    apply(List.of(PASSPORT), Map.of());

    assertThat(lineup().capabilityOf(ivanova).levels()).isEmpty();
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    var topics =
        List.of(PASSPORT, PASSPORT, new TopicSettings("Big One", "", "Big", 6, false, false));
    var operators =
        Map.of(
            "ivanova",
            new OperatorSettings(List.of("russian"), Map.of("taxes", 0), List.of("Sign Language")));

    assertThatThrownBy(() -> apply(topics, operators))
        .hasMessageContaining("otklik.lineup.topics[1].id: the topic \"passport\" is named twice.")
        .hasMessageContaining("otklik.lineup.topics[2].id: small Latin letters")
        .hasMessageContaining("otklik.lineup.topics[2].ru: the topic's name is needed")
        .hasMessageContaining("otklik.lineup.topics[2].level: a level from 1 to 5 is needed.")
        .hasMessageContaining("operators.ivanova.languages: \"russian\" is no tag")
        .hasMessageContaining("operators.ivanova.topics: there is no topic \"taxes\".")
        .hasMessageContaining("operators.ivanova.topics.taxes: a level from 1 to 5 is needed.")
        .hasMessageContaining("operators.ivanova.skills: \"Sign Language\"");
    assertThat(lineup().topics()).as("as before").hasSize(4);
  }

  @Test
  void everyOperatorNeedsAnAccount() {
    person("petrov", Role.QUALITY);

    assertThatThrownBy(
            () ->
                apply(List.of(PASSPORT), Map.of("ivanova", can(Map.of()), "petrov", can(Map.of()))))
        .hasMessageContaining("operators.ivanova: there is no such account")
        .hasMessageContaining("operators.petrov: there is no such account");
    assertThat(lineup().topics()).as("as before").hasSize(4);
  }

  @Test
  void nothingIsWrittenBeforeEverythingElseIsCheckedThoughTopicsAreTold() {
    var settled = settled(List.of(PASSPORT, LAWYER), Map.of());

    settled.afterPropertiesSet();

    assertThat(lineup().topics()).as("as before").hasSize(4);
    assertThat(settled.over(lineup()).topics())
        .extracting(row -> row.topic().id().value())
        .containsExactly("passport", "lawyer");
  }

  @Test
  void whatIsToldIsWhatIsWrittenThen() {
    var settled = settled(List.of(LAWYER, PASSPORT), Map.of());
    settled.afterPropertiesSet();
    var told = settled.over(lineup()).topics();

    settled.start();

    assertThat(lineup().topics()).isEqualTo(told);
  }

  private void apply(List<TopicSettings> topics, Map<String, OperatorSettings> operators) {
    var lineup = settled(topics, operators);
    lineup.afterPropertiesSet();
    lineup.start();
  }

  private SettledLineup settled(
      List<TopicSettings> topics, Map<String, OperatorSettings> operators) {
    return new SettledLineup(
        db,
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
        new People(),
        new LineupSettings(topics, operators),
        settings);
  }

  private Lineup lineup() {
    return new JdbcLineups(db).read(settings.group());
  }

  private OperatorId person(String username, Role role) {
    var id = AccountId.next();
    people.put(username, new Account(id, username, "Кто-то", Set.of(role), true, Instant.EPOCH));
    return new OperatorId(id.value());
  }

  private static OperatorSettings can(Map<String, Integer> topics) {
    return new OperatorSettings(List.of("ru", "en"), topics, List.of("sign-language"));
  }

  private static TopicSettings topic(String id, boolean expert) {
    return new TopicSettings(id, "Тема " + id, "Topic " + id, 1, false, expert);
  }

  /// The accounts of this test.
  private final class People implements Accounts {
    private final Accounts nobody = new NoAccounts();

    @Override
    public Optional<Account> find(AccountId id) {
      return nobody.find(id);
    }

    @Override
    public Optional<Account> find(String username) {
      return Optional.ofNullable(people.get(username));
    }

    @Override
    public List<Account> withRole(Role role) {
      return nobody.withRole(role);
    }

    @Override
    public boolean create(NewAccount account) {
      return nobody.create(account);
    }

    @Override
    public void setEnabled(AccountId id, boolean enabled) {
      nobody.setEnabled(id, enabled);
    }
  }
}
