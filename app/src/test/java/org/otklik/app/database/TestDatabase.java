package org.otklik.app.database;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.otklik.app.DataFolder;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Real databases for tests, on one embedded server that lives as long as the test JVM.
public final class TestDatabase {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int CONNECTIONS_MAX = 200;
  private static final int FIRST_PORT = 17_432;

  private static final DataFolder FOLDER =
      DataFolder.open(Path.of("target", "test-database")); // held until the JVM ends
  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(FOLDER.path(), FIRST_PORT, CONNECTIONS_MAX);
  private static final AtomicInteger CREATED = new AtomicInteger();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "test-database-close"));
  }

  private TestDatabase() {}

  /// A new database with the schemas of all modules, for tests that need no application context.
  public static DataSource migrated() {
    var address = fresh();
    var dataSource = new DriverManagerDataSource(address.url(), address.connection(LIMIT, LIMIT));
    Migrations.run(dataSource);
    return dataSource;
  }

  /// A new, empty database.
  static ServerAddress fresh() {
    var name = "test_" + CREATED.incrementAndGet();
    execute("drop database if exists " + name + " (force)");
    execute("create database " + name + " owner " + SERVER.address().user());
    return SERVER.address(name);
  }

  private static void execute(String statement) {
    var superuser = SERVER.superuserAddress();
    try (var connection =
            DriverManager.getConnection(superuser.url(), superuser.connection(LIMIT, LIMIT));
        var executed = connection.createStatement()) {
      executed.execute(statement);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
