package org.otklik.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.DataFolder;
import org.otklik.app.database.settings.DatabaseSettings;
import org.otklik.app.testing.Await;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The module as a whole while its server is killed, frozen and slow.
final class DatabaseOutageTest {

  private static final int FIRST_PORT = 20_432;
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(2);
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(4); // 2 s on a quiet machine
  private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

  private static final AnnotationConfigApplicationContext CONTEXT =
      new AnnotationConfigApplicationContext();
  private static final Queue<Object> EVENTS = new ConcurrentLinkedQueue<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    var settings = new DatabaseSettings(FIRST_PORT, 3, Duration.ofSeconds(1), STATEMENT_LIMIT);
    CONTEXT.registerBean(DataFolder.class, () -> DataFolder.open(folder));
    CONTEXT.registerBean(DatabaseSettings.class, () -> settings);
    CONTEXT.registerBean(DataSourceProperties.class, DataSourceProperties::new);
    CONTEXT.registerBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    CONTEXT.register(DatabaseConfiguration.class);
    CONTEXT.addApplicationListener(
        (ApplicationListener<PayloadApplicationEvent<?>>) event -> EVENTS.add(event.getPayload()));
    CONTEXT.refresh();
  }

  @AfterAll
  static void stop() {
    CONTEXT.close();
  }

  @BeforeEach
  void forgetEvents() {
    EVENTS.clear();
  }

  @Test
  void isAvailableAfterTheStart() {
    assertThat(state().available()).isTrue();
    assertThat(health()).isEqualTo(Status.UP);
    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void worksAgainAfterTheServerWasKilled() throws IOException {
    var pid = server().pid();

    signal("-KILL", pid);

    Await.until("the loss is noticed", NOTICED_WITHIN, () -> !state().available());
    Await.until("the return is noticed", BACK_WITHIN, () -> state().available());
    assertThat(answer()).isEqualTo(42);
    assertThat(EVENTS)
        .satisfiesExactly(
            lost -> assertThat(lost).isInstanceOf(DatabaseLost.class),
            returned -> assertThat(returned).isInstanceOf(DatabaseReturned.class));
  }

  @Test
  void givesUpOnAFrozenServerAndWorksAgainWhenItThaws() throws IOException {
    var processes = processesOf(server());
    assertThat(answer()).isEqualTo(42);

    for (var process : processes) {
      signal("-STOP", process);
    }
    try {
      var begin = System.nanoTime();
      assertThatThrownBy(DatabaseOutageTest::answer).isInstanceOf(DataAccessException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
      Await.until("the loss is noticed", NOTICED_WITHIN, () -> !state().available());
      assertThat(health()).isEqualTo(Status.DOWN);
    } finally {
      for (var process : processes) {
        signal("-CONT", process);
      }
    }

    Await.until("the return is noticed", BACK_WITHIN, () -> state().available());
    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void cancelsAStatementThatRunsTooLong() {
    assertThatThrownBy(() -> database().sql("select pg_sleep(60)").query().singleRow())
        .isInstanceOf(QueryTimeoutException.class);
    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void keepsTheHistoryOfEveryModuleInItsOwnSchema() {
    var schemas =
        database()
            .sql("select table_schema from information_schema.tables where table_name = :history")
            .param("history", "flyway_schema_history")
            .query(String.class)
            .list();

    assertThat(schemas)
        .contains("database")
        .containsExactlyInAnyOrderElementsOf(Migrations.modules());
  }

  private static int answer() {
    return database().sql("select 42 as answer").query(Integer.class).single();
  }

  private static List<Long> processesOf(EmbeddedServer server) {
    var postmaster = ProcessHandle.of(server.pid()).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  private static void signal(String signal, long pid) throws IOException {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static JdbcClient database() {
    return JdbcClient.create(CONTEXT.getBean(DataSource.class));
  }

  private static EmbeddedServer server() {
    return (EmbeddedServer) CONTEXT.getBean(DatabaseServer.class);
  }

  private static DatabaseState state() {
    return CONTEXT.getBean(DatabaseState.class);
  }

  private static Status health() {
    return CONTEXT.getBean(DatabaseHealthIndicator.class).health().getStatus();
  }
}
