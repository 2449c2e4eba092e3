package org.otklik.app.database;

import static java.util.Objects.requireNonNullElse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import org.otklik.app.DataFolder;
import org.otklik.app.database.settings.DatabaseSettings;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The server, the migrations, the pool and the watch, in this order; they end in the reverse
/// order.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  /// Connections beside the pool: the watch, migrations, backups, an administrator.
  private static final int CONNECTIONS_BESIDE_POOL = 14;

  /// A server that is frozen cannot cancel a statement itself: so much later the product gives up.
  private static final Duration ANSWER_GRACE = Duration.ofSeconds(1);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
  private static final Duration NO_LIMIT = Duration.ZERO;

  @Bean
  DatabaseServer databaseServer(
      DataFolder data, DatabaseSettings settings, DataSourceProperties external) {
    var url = requireNonNullElse(external.getUrl(), "");
    return url.isBlank()
        ? EmbeddedServer.start(
            data.path().resolve("postgresql"),
            settings.port(),
            settings.poolSize() + CONNECTIONS_BESIDE_POOL)
        : ExternalServer.at(
            new ServerAddress(
                url,
                requireNonNullElse(external.getUsername(), ""),
                requireNonNullElse(external.getPassword(), "")));
  }

  /// The pool of connections, made when the schemas are up to date.
  @Bean
  HikariDataSource dataSource(DatabaseServer server, DatabaseSettings settings) {
    var address = server.address();
    Migrations.run(
        new DriverManagerDataSource(address.url(), address.connection(CONNECT_LIMIT, NO_LIMIT)));
    return new HikariDataSource(pool(address, settings));
  }

  @Bean
  DatabaseWatch databaseWatch(
      DatabaseServer server, ApplicationEventPublisher events, Clock clock) {
    return new DatabaseWatch(server.address(), events, clock);
  }

  @Bean
  DatabaseHealthIndicator databaseHealthIndicator(DatabaseState state) {
    return new DatabaseHealthIndicator(state);
  }

  private static HikariConfig pool(ServerAddress address, DatabaseSettings settings) {
    var statementLimit = settings.statementTimeout();
    var connection = address.connection(CONNECT_LIMIT, statementLimit.plus(ANSWER_GRACE));
    connection.setProperty("options", "-c statement_timeout=" + statementLimit.toMillis());
    var pool = new HikariConfig();
    pool.setPoolName("otklik");
    pool.setJdbcUrl(address.url());
    pool.setDataSourceProperties(connection);
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setConnectionTimeout(settings.connectionTimeout().toMillis());
    pool.setValidationTimeout(settings.connectionTimeout().toMillis());
    return pool;
  }
}
