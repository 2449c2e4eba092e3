package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.dispatch.settings.LineupSettings;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.OperatorId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

class OpensWithTheProductTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final ApplicationContextRunner product =
      new ApplicationContextRunner().withUserConfiguration(Product.class);

  @Test
  void hasTopicsAndOperatorsInTheDemonstration() {
    product.run(
        context -> {
          untilOpen(context);
          assertThat(context.getBean(Topics.class).all())
              .extracting(topic -> topic.id().value())
              .containsExactly("passport", "benefits", "cars", "other");
          var maria = new OperatorId(DemoAccounts.OPERATOR_1.value());
          context.getBean(Presences.class).begin(maria);
          until(
              () ->
                  context.getBean(Board.class).snapshot().operators().stream()
                      .anyMatch(row -> row.name().equals("Мария Лебедева")));
        });
  }

  @Test
  void tellsItsHealth() {
    product.run(
        context -> {
          untilOpen(context);
          var health = context.getBean("dispatchHealthIndicator", HealthIndicator.class).health();
          assertThat(health).extracting(Health::getStatus).isEqualTo(Status.UP);
          assertThat(context.getBean(MeterRegistry.class).getMeters())
              .extracting(meter -> meter.getId().getName())
              .contains("otklik.dispatch.waiting", "otklik.dispatch.offer");
        });
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    product
        .withPropertyValues("otklik.dispatch.waiting-max=0", "otklik.dispatch.wrap-up-max=0s")
        .run(context -> assertThat(context).hasFailed());
  }

  private static void untilOpen(ApplicationContext context) {
    until(context.getBean(Dispatch.class)::available);
  }

  @TestConfiguration(proxyBeanMethods = false)
  @ComponentScan(basePackageClasses = Dispatch.class)
  @EnableConfigurationProperties({DispatchSettings.class, LineupSettings.class})
  static class Product {
    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return DATABASE.dataSource();
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

    @Bean
    TransactionOperations transactions(DataSource dataSource) {
      return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    @Bean
    AuditTrail audit() {
      return new NoAudit();
    }

    @Bean
    Clock clock() {
      return TestClock.atNoon();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Accounts accounts() {
      return new DemoPeople();
    }
  }

  private static final class DemoPeople implements Accounts {
    @Override
    public Optional<Account> find(AccountId id) {
      return DemoAccounts.all().stream()
          .filter(account -> account.id().equals(id))
          .findFirst()
          .map(
              account ->
                  new Account(
                      account.id(),
                      account.username(),
                      account.displayName(),
                      account.roles(),
                      true,
                      TestClock.atNoon().instant()));
    }

    @Override
    public Optional<Account> find(String username) {
      return Optional.empty();
    }

    @Override
    public List<Account> withRole(Role role) {
      return List.of();
    }

    @Override
    public boolean create(NewAccount account) {
      return false;
    }

    @Override
    public void setEnabled(AccountId id, boolean enabled) {}
  }

  private static final class NoAudit implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {}

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      return List.of();
    }
  }
}
