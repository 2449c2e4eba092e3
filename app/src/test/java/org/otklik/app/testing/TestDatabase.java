package org.otklik.app.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.otklik.app.database.TestServer;

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
  private static final int CONNECTIONS_MAX = 6;

  private final String name;
  private final HikariDataSource dataSource;

  /// Takes one property of the environment, such as `DynamicPropertyRegistry::add`.
  @FunctionalInterface
  public interface Properties {
    /// Adds a property.
    void add(String name, Supplier<Object> value);
  }

  private TestDatabase(String name) {
    this.name = name;
    var pool = new HikariConfig();
    pool.setJdbcUrl(TestServer.url(name));
    pool.setDataSourceProperties(TestServer.credentials());
    pool.setConnectionInitSql("set time zone '" + ZONE + "'");
    pool.setMaximumPoolSize(CONNECTIONS_MAX);
    pool.setMinimumIdle(0);
    this.dataSource = new HikariDataSource(pool);
  }

  /// A fresh database with all migrations.
  public static TestDatabase create() {
    return new TestDatabase(TestServer.create());
  }

  /// A pool on it.
  public DataSource dataSource() {
    return dataSource;
  }

  /// The address for the driver.
  public String url() {
    return TestServer.url(name);
  }

  /// Points the application at it, and at a data folder and ports of its own.
  public void register(Properties properties) {
    var data = Path.of("target", "test-data", UUID.randomUUID().toString()).toString();
    properties.add("spring.datasource.url", this::url);
    properties.add("spring.datasource.username", () -> credential("user"));
    properties.add("spring.datasource.password", () -> credential("password"));
    properties.add("otklik.database.pool-size", () -> CONNECTIONS_MAX);
    properties.add("otklik.data", () -> data);
    properties.add("otklik.https.port", () -> 0);
    properties.add("otklik.telephony.sip.port", () -> 0);
    properties.add("server.port", () -> 0);
  }

  @Override
  public void close() {
    dataSource.close();
    TestServer.drop(name);
  }

  private static String credential(String key) {
    return TestServer.credentials().getProperty(key);
  }
}
