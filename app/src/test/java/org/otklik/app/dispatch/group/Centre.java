package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.Presence.State.IN_CALL;
import static org.otklik.app.dispatch.Presence.State.PAUSED;
import static org.otklik.app.dispatch.Presence.State.READY;
import static org.otklik.app.dispatch.Presence.State.RINGING;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.database.TestServer;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Acceptance.Accepted;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.group.Command.Nudge;
import org.otklik.app.dispatch.group.QueueGroupHost.Surroundings;
import org.otklik.app.dispatch.jdbc.JdbcLineups;
import org.otklik.app.dispatch.jdbc.ReadingRows;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A contact centre with a real database behind a wire that can be cut, a clock to turn, and a fake
/// telephone and desk.
final class Centre implements AutoCloseable {
  static final TopicId PASSPORT = new TopicId("passport");
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofSeconds(2);

  final TurnedTime time = new TurnedTime();
  final FakeDesk desk = new FakeDesk();
  final FakeChannel channel = new FakeChannel();
  final List<Object> facts = new CopyOnWriteArrayList<>();
  final ShakyWire wire;
  final JdbcClient db;
  final ContactLog log;
  final CallBackList callBacks;
  private final Journeys journeys;
  private final HikariDataSource pool;
  private final DispatchSettings settings;
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private QueueGroupHost host;

  /// Opens on an emptied database.
  Centre(TestDatabase database) {
    this(database, 10_000, 50_000);
  }

  Centre(TestDatabase database, int waitingMax, int undecidedMax) {
    db = JdbcClient.create(database.dataSource());
    db.sql(
            """
            truncate dispatch.promise, dispatch.step, dispatch.pull, dispatch.call_back, dispatch.assignment, dispatch.contact, dispatch.presence,
              dispatch.operator_topic, dispatch.operator_language, dispatch.operator,
              dispatch.topic, dispatch.queue_group cascade
            """)
        .update();
    db.sql(
            """
            insert into dispatch.topic (id, group_id, position, name_ru, name_en)
            values ('passport', 'main', 1, 'Паспорт', 'Passport'),
              ('pension', 'main', 2, 'Пенсия', 'Pension')
            """)
        .update();
    log = ReadingRows.contactLog(db);
    journeys = ReadingRows.journeys(db);
    callBacks = ReadingRows.callBackList(db, time);
    var url = URI.create(database.url().substring("jdbc:".length()));
    wire = new ShakyWire(new InetSocketAddress(url.getHost(), url.getPort()));
    pool = pool(url);
    settings =
        new DispatchSettings(
            "main",
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(120),
            Duration.ofMinutes(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(45),
            true,
            waitingMax,
            undecidedMax);
    host = open();
  }

  private HikariDataSource pool(URI url) {
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://127.0.0.1:%d%s?connectTimeout=1&loginTimeout=1"
            .formatted(wire.port(), url.getPath()));
    config.setDataSourceProperties(TestServer.credentials());
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(1_000);
    config.setValidationTimeout(500);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private QueueGroupHost open() {
    var lineups = new JdbcLineups(db);
    var opened =
        new QueueGroupHost(
            new Surroundings(
                settings,
                time,
                time,
                pool,
                new Lineups(() -> lineups.read("main")),
                kind -> kind == Channel.CALL ? channel : null,
                () -> desk,
                _ -> "Оператор",
                facts::add,
                meters));
    opened.start();
    until(() -> opened.condition() == GroupThread.Condition.WORKING);
    return opened;
  }

  Dispatch dispatch() {
    return new DefaultDispatch(host);
  }

  Presences presences() {
    return new DefaultPresences(host);
  }

  Teamwork talks() {
    return new DefaultTeamwork(host);
  }

  Journeys journeys() {
    return journeys;
  }

  Board board() {
    return host.board();
  }

  QueueGroupHost host() {
    return host;
  }

  double metered(String gauge) {
    return meters.get(gauge).gauge().value();
  }

  // Operators

  /// An operator of the line-up who is not present.
  OperatorId anOperator() {
    var id = new OperatorId(UUID.randomUUID());
    db.sql("insert into dispatch.operator (id, group_id) values (:id, 'main')")
        .param("id", id.value())
        .update();
    db.sql("insert into dispatch.operator_topic values (:id, 'passport', 3)")
        .param("id", id.value())
        .update();
    db.sql("insert into dispatch.operator_language values (:id, 'ru')")
        .param("id", id.value())
        .update();
    return id;
  }

  OperatorId aPausedOperator() {
    var operator = anOperator();
    presences().begin(operator);
    untilState(operator, PAUSED);
    until(() -> knows(operator));
    return operator;
  }

  /// Somebody who takes what waits; it may ring already, or be dialled for them.
  OperatorId aReadyOperator() {
    var operator = aPausedOperator();
    presences().ready(operator);
    until(() -> Set.of(READY, RINGING, IN_CALL).contains(stateOf(operator)));
    return operator;
  }

  private boolean knows(OperatorId operator) {
    return host.find(operator).map(s -> !s.capability.levels().isEmpty()).orElse(false);
  }

  Presence.@Nullable State stateOf(OperatorId operator) {
    return presences().find(operator).map(Presence::state).orElse(null);
  }

  void untilState(OperatorId operator, Presence.@Nullable State state) {
    until(() -> stateOf(operator) == state);
  }

  // Contacts

  ContactRequest aCallFrom(String number) {
    return new ContactRequest(
        new ContactId(UUID.randomUUID()),
        Channel.CALL,
        "115",
        number,
        null,
        null,
        PASSPORT,
        new Language("ru"),
        Priority.NORMAL,
        true,
        time.instant());
  }

  /// Calls and is accepted.
  ContactId acceptedCallFrom(String number) {
    var request = aCallFrom(number);
    assertThat(decided(ask(request))).isInstanceOf(Accepted.class);
    return request.id();
  }

  CompletableFuture<Acceptance> ask(ContactRequest request) {
    return dispatch().accept(request).toCompletableFuture();
  }

  static Acceptance decided(CompletableFuture<Acceptance> asked) {
    return asked.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /// The contact that rings at the operator.
  ContactId untilRings(OperatorId operator) {
    until(() -> desk.ringing.containsKey(operator));
    var card = desk.ringing.get(operator);
    assertThat(card).isNotNull();
    return card == null ? new ContactId(new UUID(0, 0)) : card.contact();
  }

  void untilTalks(OperatorId operator, ContactId contact) {
    until(() -> contact.equals(desk.talking.get(operator)));
  }

  /// Somebody calls, and this operator takes it.
  ContactId aTalkOf(OperatorId operator, String number) {
    var contact = acceptedCallFrom(number);
    assertThat(untilRings(operator)).isEqualTo(contact);
    presences().accept(operator, contact);
    untilTalks(operator, contact);
    return contact;
  }

  ContactLog.Outcome untilOutcome(ContactId contact) {
    until(() -> log.find(contact).map(e -> e.outcome() != null).orElse(false));
    var outcome = log.find(contact).orElseThrow().outcome();
    assertThat(outcome).isNotNull();
    return outcome == null ? ContactLog.Outcome.LEFT : outcome;
  }

  long talkingRows() {
    return db.sql("select count(*) from dispatch.contact where status = 'TALKING'")
        .query(Long.class)
        .single();
  }

  /// How the assignments of a contact ended, in order; `null` for a live one.
  List<@Nullable String> assignmentsOf(ContactId contact) {
    return db.sql(
            """
            select coalesce(ended_as, 'LIVE') from dispatch.assignment
            where contact = :contact order by offered_at, id
            """)
        .param("contact", contact.value())
        .query(String.class)
        .list();
  }

  // Time

  /// Time passes in steps that no lease mistakes for a stop of the process; those present are heard
  /// of at each.
  void pass(Duration duration, OperatorId... present) {
    var left = duration;
    while (left.isPositive()) {
      var step = left.compareTo(STEP) < 0 ? left : STEP;
      for (var operator : present) {
        presences().renew(operator);
      }
      time.pass(step);
      left = left.minus(step);
      turns(2);
    }
  }

  /// Somebody else's doing has been handled after so many whole turns.
  void turns(int turns) {
    long before = turnsDone();
    until(
        () -> {
          host.commands().give(new Nudge());
          return turnsDone() >= before + turns;
        });
  }

  private long turnsDone() {
    return meters.get("otklik.dispatch.turn").summary().count();
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  // Life

  /// `kill -9`, and a new process on the same rows.
  void killAndRestart() throws InterruptedException {
    host.kill();
    desk.ringing.clear();
    desk.talking.clear();
    meters = new SimpleMeterRegistry();
    host = open();
  }

  /// A clean stop, and a new process on the same rows.
  void stopAndRestart() throws InterruptedException {
    host.stop();
    meters = new SimpleMeterRegistry();
    host = open();
  }

  Instant now() {
    return time.instant();
  }

  @Override
  public void close() {
    try {
      host.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wire.close();
    pool.close();
  }
}
