package org.otklik.app.notifications.sending;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.notifications.jdbc.NotificationRows;
import org.otklik.app.notifications.settings.MailSettings;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.notifications.settings.SmsSettings;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.pages.TextsOfTests;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The parts of notifications put together on a test's database, without threads of their own: a
/// test makes their passes. What was told is in [#told].
public final class NotificationParts {
  public static final Recipient.Phone OLGA = new Recipient.Phone("+79161234501");
  public static final Recipient.Mail OLGAS_MAIL = new Recipient.Mail("olga@example.org");
  public static final Correlation CALLBACK = new Correlation("callback-17");
  public static final Duration SOON = Duration.ofSeconds(20);

  public final TestClock clock = TestClock.atNoon();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final NotificationRows rows;
  public final JdbcClient db;
  public final TransactionTemplate transaction;
  public final Texts texts = TextsOfTests.load();
  final Wakings wakings = new Wakings();
  final List<Object> told = new CopyOnWriteArrayList<>();
  final List<Consumer<Object>> listeners = new ArrayList<>();

  public NotificationParts(TestDatabase database) {
    this(database.dataSource());
  }

  public NotificationParts(DataSource database) {
    this.rows = NotificationRows.on(database);
    this.db = JdbcClient.create(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    listeners.add(told::add);
    db.sql(
            """
            truncate notifications.notice, notifications.receipt, notifications.reply
            """)
        .update();
  }

  public static NotificationSettings settings(SmsSettings sms, MailSettings mail) {
    return new NotificationSettings(sms, mail, Duration.ofDays(180));
  }

  public static SmsSettings noSms() {
    return new SmsSettings("", 2775, false, "", "", "", "", "115", 20, 10);
  }

  public static MailSettings noMail() {
    return new MailSettings("", 587, MailSettings.Security.STARTTLS, "", "", "", "", 10);
  }

  Gateways gateways(Gateway... gateways) {
    return new Gateways(
        List.of(gateways), settings(noSms(), noMail()), new Centre(false, false, ZoneOffset.UTC));
  }

  public Notifications notifications(Gateway... gateways) {
    return new DefaultNotifications(
        new NoticeTexts(texts), rows.notices(), gateways(gateways), wakings, clock);
  }

  Sender sender(Gateway gateway) {
    return new Sender(
        gateway,
        rows.notices(),
        wakings,
        new NoticeMeters(meters, gateways(gateway), clock),
        clock,
        new Random(17));
  }

  public Inbox inbox(Gateway... gateways) {
    return new Inbox(
        rows.notices(),
        rows.receipts(),
        rows.replies(),
        notifications(gateways),
        transaction,
        wakings,
        clock);
  }

  Clerk clerk() {
    return new Clerk(
        rows.notices(),
        rows.receipts(),
        rows.replies(),
        transaction,
        event -> listeners.forEach(listener -> listener.accept(event)),
        new NoticeMeters(meters, gateways(), clock),
        wakings,
        clock);
  }

  /// A question to Olga about a call back, good for a day.
  public NewNotice question(String key) {
    return new NewNotice(
        key,
        NoticeTemplate.CALLBACK_BOOKED,
        Language.RU,
        OLGA,
        Map.of("window", "31.12 18:30-19:00", "word", "РЯБИНА, 47"),
        tomorrow(),
        CALLBACK);
  }

  public Instant tomorrow() {
    return clock.instant().plus(Duration.ofDays(1));
  }

  public Notice notice(NoticeId id) {
    return rows.notices().find(id).orElseThrow();
  }

  /// Makes passes until the notice is as wanted.
  Notice passUntil(Sender sender, NoticeId id, Predicate<Notice> wanted) {
    Await.until(
        "the notice is as wanted",
        SOON,
        () -> {
          sender.pass();
          return wanted.test(notice(id));
        });
    return notice(id);
  }

  /// Runs the loops of sender and clerk while a test goes on.
  public Running running(Gateway gateway) {
    var sender = sender(gateway);
    var clerk = clerk();
    var running = new AtomicBoolean(true);
    return new Running(
        running,
        List.of(
            Thread.ofVirtual().start(() -> sender.run(running::get)),
            Thread.ofVirtual().start(() -> clerk.run(running::get))));
  }

  public List<Object> told() {
    return told;
  }

  public <T> T inTransaction(Supplier<T> step) {
    return requireNonNull(transaction.execute(_ -> step.get()));
  }

  /// Loops that end with the test.
  public record Running(AtomicBoolean running, List<Thread> threads) implements AutoCloseable {
    @Override
    public void close() {
      running.set(false);
      threads.forEach(Thread::interrupt);
      Await.until("the loops end", SOON, () -> threads.stream().noneMatch(Thread::isAlive));
    }
  }
}
