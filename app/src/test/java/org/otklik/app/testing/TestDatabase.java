package org.otklik.app.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// A real PostgreSQL for tests: one server per JVM, and for who asks a database of its own in which
/// the migrations of all modules have run.
///
/// Its sessions are in another time zone than the JVM, so that a confusion of zones shows.
///
/// ```java
/// static final TestDatabase DATABASE = TestDatabase.create();
///
/// @DynamicPropertySource
/// static void database(DynamicPropertyRegistry registry) {
///   DATABASE.register(registry::add);
/// }
/// ```
public final class TestDatabase implements AutoCloseable {

  private static final String ZONE = "America/St_Johns";
  private static final String TEMPLATE = "otklik_template";
  private static final int CONNECTIONS_MAX = 6;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final HikariDataSource dataSource;

  /// Takes one property of the environment, such as `DynamicPropertyRegistry::add`.
  @FunctionalInterface
  public interface Properties {
    /// Adds a property.
    void add(String name, java.util.function.Supplier<Object> value);
  }

  /// The server begins with the first test that needs it and ends with the JVM.
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private Server() {}

    private static EmbeddedPostgres start() {
      try {
        var server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
        execute(server, "create database " + TEMPLATE);
        modules().forEach(module -> migrate(server, module));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void migrate(EmbeddedPostgres server, String module) {
      Flyway.configure()
          .dataSource(server.getDatabase("postgres", TEMPLATE))
          .schemas(module)
          .defaultSchema(module)
          .locations("classpath:db/" + module)
          .load()
          .migrate();
    }

    /// In the order of the alphabet, after the one whose extensions serve all others.
    private static List<String> modules() throws IOException {
      var migrations =
          new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql");
      var modules =
          Arrays.stream(migrations)
              .map(migration -> migration.toString().replaceAll(".*/db/([^/]+)/.*", "$1"));
      return modules
          .distinct()
          .sorted((a, b) -> a.equals("database") ? -1 : b.equals("database") ? 1 : a.compareTo(b))
          .toList();
    }

    private static void execute(EmbeddedPostgres server, String sql) {
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private TestDatabase(String name) {
    this.name = name;
    var pool = new HikariConfig();
    pool.setDataSource(Server.RUNNING.getDatabase("postgres", name));
    pool.setConnectionInitSql("set time zone '" + ZONE + "'");
    pool.setMaximumPoolSize(CONNECTIONS_MAX);
    pool.setMinimumIdle(0);
    this.dataSource = new HikariDataSource(pool);
  }

  /// A fresh database with all migrations.
  public static TestDatabase create() {
    var name = "otklik_" + NUMBER.incrementAndGet();
    Server.execute(Server.RUNNING, "create database " + name + " template " + TEMPLATE);
    return new TestDatabase(name);
  }

  /// A pool on it.
  public DataSource dataSource() {
    return dataSource;
  }

  /// The address for the driver.
  public String url() {
    return Server.RUNNING.getJdbcUrl("postgres", name);
  }

  /// Points the application at it.
  public void register(Properties properties) {
    properties.add("spring.datasource.url", this::url);
    properties.add("spring.datasource.username", () -> "postgres");
    properties.add("spring.datasource.password", () -> "postgres");
    properties.add(
        "spring.datasource.hikari.connection-init-sql", () -> "set time zone '" + ZONE + "'");
    properties.add("spring.datasource.hikari.maximum-pool-size", () -> CONNECTIONS_MAX);
  }

  @Override
  public void close() {
    dataSource.close();
    Server.execute(Server.RUNNING, "drop database if exists " + name + " with (force)");
  }
}
