package org.otklik.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.otklik.app.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server that the product starts for itself, keeps running and stops at its end.
///
/// If the server dies, it is started again on the same port after a pause that doubles from 0.1 s
/// to 10 s, without end: the product can do without a database for a while, but not for ever. If
/// the product dies, the server is left over, and the next start stops it.
final class EmbeddedServer implements DatabaseServer {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private static final String USER = "otklik";
  private static final String DATABASE = "otklik";

  private static final int PORTS_TRIED = 100;
  private static final Duration START_LIMIT = Duration.ofMinutes(5); // recovery after a crash too
  private static final Duration READY_POLL = Duration.ofMillis(20);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(100);
  private static final Duration PAUSE_LONGEST_AT_START = Duration.ofSeconds(2);
  private static final Duration PAUSE_LONGEST = Duration.ofSeconds(10);
  private static final Duration SETUP_LIMIT = Duration.ofSeconds(30);

  /// A server that has run so long was well: the pause before its next start is short again.
  private static final Duration WELL_AFTER = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final int port;
  private final int connectionsMax;
  private final Thread supervisor;
  private volatile Process process;
  private volatile boolean closing;

  private EmbeddedServer(Cluster cluster, int port, int connectionsMax, Process process) {
    this.cluster = cluster;
    this.port = port;
    this.connectionsMax = connectionsMax;
    this.process = process;
    this.supervisor =
        Thread.ofPlatform().name("database-supervisor").daemon().unstarted(this::supervise);
  }

  /// Starts the server of the folder, making everything that is not there yet. The caller holds the
  /// folder against other processes.
  ///
  /// @param firstPort the port to listen on, or the next free one
  /// @param connectionsMax connections that the server allows at most
  /// @throws StartRefused if it cannot be started here
  static EmbeddedServer start(Path folder, int firstPort, int connectionsMax) {
    createFolder(folder);
    Cluster.requireOwnVersionIn(folder);
    var cluster = Cluster.preparedIn(folder, Programs.unpackedIn(folder));
    cluster.stopLeftover();
    var server = firstStart(cluster, firstPort, connectionsMax);
    server.createDatabase();
    server.supervisor.start();
    return server;
  }

  /// As an ordinary user that owns the one database.
  @Override
  public ServerAddress address() {
    return address(DATABASE);
  }

  /// The same for another database of this server.
  ServerAddress address(String database) {
    return new ServerAddress(url(database), USER, cluster.password());
  }

  /// As the user who may do everything, in a database that is always there.
  ServerAddress superuserAddress() {
    return new ServerAddress(url(Cluster.SUPERUSER), Cluster.SUPERUSER, cluster.password());
  }

  /// The process number of the server that runs now.
  long pid() {
    return process.pid();
  }

  /// Stops the server; what was committed is on the disk.
  @Override
  public void close() {
    closing = true;
    supervisor.interrupt();
    try {
      supervisor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (process.isAlive()) {
      cluster.stop();
    }
  }

  private static EmbeddedServer firstStart(Cluster cluster, int firstPort, int connectionsMax) {
    for (var pause = PAUSE_FIRST; ; pause = pause.multipliedBy(2)) {
      try {
        var port = freePort(firstPort);
        var process = launch(cluster, port, connectionsMax);
        return new EmbeddedServer(cluster, port, connectionsMax, process);
      } catch (IOException failed) {
        if (pause.compareTo(PAUSE_LONGEST_AT_START) >= 0) {
          throw notStarted(failed);
        }
        LOG.debug("The embedded PostgreSQL has not started yet.", failed);
      }
      sleep(pause);
    }
  }

  /// Waits for the end of the server and starts it again, until the product ends.
  private void supervise() {
    var pause = PAUSE_FIRST;
    while (!closing) {
      var begin = System.nanoTime();
      awaitEnd();
      if (closing) {
        return;
      }
      if (System.nanoTime() - begin > WELL_AFTER.toNanos()) {
        pause = PAUSE_FIRST;
      }
      LOG.warn("База данных остановилась и запускается снова. · The database is started again.");
      sleep(pause);
      pause = shorter(pause.multipliedBy(2), PAUSE_LONGEST);
      relaunch();
    }
  }

  private void awaitEnd() {
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the product ends
    }
  }

  private void relaunch() {
    try {
      process = launch(cluster, port, connectionsMax);
    } catch (IOException failed) {
      LOG.error("База данных не запустилась. · The database could not be started.", failed);
    }
  }

  /// Starts the server and waits until it takes connections; a server that does not is killed.
  private static Process launch(Cluster cluster, int port, int connectionsMax) throws IOException {
    var process = cluster.start(port, connectionsMax);
    Thread.ofVirtual().name("database-log").start(() -> copyToLog(process));
    var begin = System.nanoTime();
    while (!cluster.acceptsConnections(process.pid())) {
      sleep(READY_POLL);
      if (!process.isAlive()) {
        throw new IOException("PostgreSQL has ended with code " + process.exitValue());
      }
      if (Thread.currentThread().isInterrupted()
          || System.nanoTime() - begin > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException("PostgreSQL was not ready in time");
      }
    }
    return process;
  }

  private static void copyToLog(Process process) {
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        LOG.info("PostgreSQL: {}", line);
      }
    } catch (IOException ended) {
      LOG.debug("The output of PostgreSQL has ended.", ended);
    }
  }

  private void createDatabase() {
    var superuser = superuserAddress();
    var properties = superuser.connection(SETUP_LIMIT, SETUP_LIMIT);
    try (var connection = DriverManager.getConnection(superuser.url(), properties);
        var statement = connection.createStatement()) {
      if (isEmpty(statement, "select 1 from pg_roles where rolname = '%s'".formatted(USER))) {
        statement.execute("create role %s login password '%s'".formatted(USER, cluster.password()));
      }
      if (isEmpty(
          statement, "select 1 from pg_database where datname = '%s'".formatted(DATABASE))) {
        statement.execute("create database %s owner %s".formatted(DATABASE, USER));
      }
    } catch (SQLException refused) {
      cluster.stop();
      throw notStarted(refused);
    }
  }

  private static boolean isEmpty(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static int freePort(int first) throws IOException {
    for (var port = first; port < first + PORTS_TRIED; port++) {
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (BindException taken) {
        LOG.debug("Port {} is taken.", port, taken);
      }
    }
    throw new BindException("No free port from %d to %d".formatted(first, first + PORTS_TRIED - 1));
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static StartRefused notStarted(Exception cause) {
    return new StartRefused(
        "Встроенная PostgreSQL не запустилась: причина в logs/otklik.log в папке данных; проверьте место на диске и права или задайте свой сервер в SPRING_DATASOURCE_URL.",
        "The embedded PostgreSQL could not be started: see logs/otklik.log in the data folder; check disk space and rights, or set a server of your own in SPRING_DATASOURCE_URL.",
        cause);
  }
}
