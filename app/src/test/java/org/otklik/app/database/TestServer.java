package org.otklik.app.database;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.otklik.app.DataFolder;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The embedded server, once per test JVM, with as many databases as tests ask for. Tests of other
/// modules use `TestDatabase`.
public final class TestServer {

  private static final int FIRST_PORT = 17_432;
  private static final int CONNECTIONS_MAX = 200;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String TEMPLATE = "template_with_all_schemas";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final DataFolder FOLDER =
      DataFolder.open(Path.of("target", "test-database")); // held until the JVM ends
  private static final EmbeddedServer SERVER =
      EmbeddedServer.start(FOLDER.path(), FIRST_PORT, CONNECTIONS_MAX);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "test-server-close"));
    recreate(TEMPLATE, "template0");
    var template = SERVER.address(TEMPLATE);
    Migrations.run(
        new DriverManagerDataSource(template.url(), template.connection(LIMIT, Duration.ZERO)));
  }

  private TestServer() {}

  /// Makes a database in which the migrations of all modules have run, and returns its name.
  public static String create() {
    var name = "test_" + NUMBER.incrementAndGet();
    recreate(name, TEMPLATE);
    return name;
  }

  /// Removes the database, whoever is connected.
  public static void drop(String name) {
    execute("drop database if exists " + name + " (force)");
  }

  /// The address of a database for the driver.
  public static String url(String name) {
    return SERVER.address(name).url();
  }

  /// Properties `user` and `password` of the one user, who owns every database.
  public static Properties credentials() {
    var properties = new Properties();
    properties.setProperty("user", SERVER.address().user());
    properties.setProperty("password", SERVER.address().password());
    return properties;
  }

  private static void recreate(String name, String template) {
    drop(name);
    var owner = SERVER.address().user();
    execute("create database %s template %s owner %s".formatted(name, template, owner));
  }

  private static void execute(String sql) {
    var superuser = SERVER.superuserAddress();
    try (var connection =
            DriverManager.getConnection(superuser.url(), superuser.connection(LIMIT, LIMIT));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
