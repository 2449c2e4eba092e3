package org.otklik.app.dispatch.group;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Supervision;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.app.dispatch.group.QueueGroupHost.Surroundings;
import org.otklik.app.dispatch.jdbc.JdbcLineups;
import org.otklik.app.dispatch.jdbc.JdbcScores;
import org.otklik.app.dispatch.jdbc.SettledLineup;
import org.otklik.app.dispatch.jdbc.SupervisionRows;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.engine.routing.Channel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Puts the one queue group of this process together.
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {

  @Bean
  Lineups lineups(JdbcLineups rows, SettledLineup settled, DispatchSettings settings) {
    return new Lineups(() -> settled.over(rows.read(settings.group())));
  }

  @Bean
  QueueGroupHost queueGroupHost(
      DispatchSettings settings,
      Clock clock,
      DataSource dataSource,
      Lineups lineups,
      ObjectProvider<ContactChannel> channels,
      ObjectProvider<OperatorDesk> desk,
      OperatorNames names,
      ApplicationEventPublisher events,
      MeterRegistry meters) {
    return new QueueGroupHost(
        new Surroundings(
            settings,
            clock,
            System::nanoTime,
            dataSource,
            lineups,
            channelsOf(channels),
            desk::getIfAvailable,
            names::name,
            new LoggedFacts(events::publishEvent),
            meters));
  }

  @Bean
  Dispatch dispatch(QueueGroupHost host) {
    return new DefaultDispatch(host);
  }

  @Bean
  Presences presences(QueueGroupHost host) {
    return new DefaultPresences(host);
  }

  @Bean
  Supervision supervision(
      QueueGroupHost host,
      JdbcLineups lineups,
      DispatchSettings settings,
      SupervisionRows rows,
      Accounts accounts,
      AuditTrail audit,
      TransactionOperations transaction,
      Clock clock) {
    return new DefaultSupervision(
        host, () -> lineups.read(settings.group()), rows, accounts, audit, transaction, clock);
  }

  @Bean
  Teamwork teamwork(QueueGroupHost host) {
    return new DefaultTeamwork(host);
  }

  @Bean
  Waits waits(QueueGroupHost host, JdbcScores scores) {
    return new DefaultWaits(host, scores);
  }

  @Bean
  Board board(QueueGroupHost host) {
    return host.board();
  }

  private static Function<Channel, @Nullable ContactChannel> channelsOf(
      ObjectProvider<ContactChannel> channels) {
    return kind ->
        channels.stream().filter(channel -> channel.channel() == kind).findFirst().orElse(null);
  }
}
