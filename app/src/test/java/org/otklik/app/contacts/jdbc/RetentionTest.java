package org.otklik.app.contacts.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.contacts.settings.ContactsSettings;
import org.otklik.app.contacts.settings.RetentionSettings;
import org.otklik.app.dispatch.jdbc.ReadingRows;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Duration RECORDINGS = Duration.ofDays(180);
  private static final Duration CONTACTS = Duration.ofDays(1_095);

  @TempDir private Path folder;
  private final JdbcClient db = JdbcClient.create(DATABASE.dataSource());
  private final TestClock clock = TestClock.atNoon();
  private final List<AuditEntry> audited = new ArrayList<>();

  @BeforeEach
  void empty() {
    db.sql(
            """
            truncate dispatch.contact, dispatch.assignment, dispatch.call_back, dispatch.pull,
              contacts.recording, contacts.note, contacts.statement, contacts.statement_event,
              contacts.addressee cascade
            """)
        .update();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void keepsARecordingToItsLastDayAndNotLonger() throws IOException {
    var contact = contact(clock.instant());
    var file = recording(contact, clock.instant());
    clock.advance(RECORDINGS);

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 0));
    assertThat(file).exists();

    clock.advance(Duration.ofSeconds(1));
    assertThat(retention().run()).isEqualTo(new Retention.Deleted(1, 0));
    assertThat(file).doesNotExist();
    assertThat(count("contacts.recording")).isZero();
    assertThat(count("dispatch.contact")).isEqualTo(1);
    assertThat(audited)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.what()).isEqualTo("recording.deleted");
              assertThat(entry.who()).isNull();
              assertThat(entry.subject().id()).isEqualTo(contact.toString());
            });
  }

  @Test
  void aContactGoesWithItsNotesAndStatements() {
    var contact = contact(clock.instant());
    note(contact);
    statement(contact);
    clock.advance(CONTACTS.plusSeconds(1));
    var young = contact(clock.instant());

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 1));

    assertThat(count("contacts.note")).isZero();
    assertThat(count("contacts.statement_event")).isZero();
    assertThat(count("contacts.statement")).isZero();
    assertThat(db.sql("select id from dispatch.contact").query(UUID.class).list())
        .containsExactly(young);
    assertThat(audited).extracting(AuditEntry::what).containsExactly("contact.deleted");
  }

  @Test
  void whoIsStillToBeCalledBackIsNotForgotten() {
    var contact = contact(clock.instant());
    db.sql(
            """
            insert into dispatch.call_back (contact, group_id, person_key, topic, waiting_since,
              listed_at)
            select id, group_id, person_key, topic, arrived_at, arrived_at from dispatch.contact
            """)
        .update();
    clock.advance(CONTACTS.plusDays(1));

    assertThat(retention().run().contacts()).isZero();

    db.sql("update dispatch.call_back set closed_at = listed_at, closed_as = 'CALLED'").update();
    assertThat(retention().run().contacts()).isEqualTo(1);
    assertThat(contact).isNotNull();
  }

  @Test
  void aFileThatCannotBeDeletedKeepsItsRowAndItsContact() throws IOException {
    var contact = contact(clock.instant());
    Files.createDirectories(folder.resolve("full.wav/inside")); // no file, and not empty
    row(contact, "full.wav", clock.instant());
    row(contact, "../outside.wav", clock.instant());
    clock.advance(CONTACTS.plusDays(1));

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 0));
    assertThat(count("contacts.recording")).isEqualTo(2);
    assertThat(audited).isEmpty();
  }

  @Test
  void whatCannotBeDeletedDoesNotHoldUpWhatIsBehindIt() throws IOException {
    for (var i = 0; i < Retention.RECORDINGS_MAX + 1; i++) {
      row(contact(clock.instant()), "../outside-%d.wav".formatted(i), clock.instant());
    }
    clock.advance(Duration.ofSeconds(1));
    var contact = contact(clock.instant());
    var file = recording(contact, clock.instant());
    clock.advance(CONTACTS.plusDays(1));

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(1, 1));

    assertThat(file).doesNotExist();
    assertThat(count("contacts.recording")).isEqualTo(Retention.RECORDINGS_MAX + 1);
  }

  @Test
  void aContactBehindThoseThatAreKeptIsForgotten() {
    for (var i = 0; i < Retention.CONTACTS_MAX; i++) {
      row(contact(clock.instant()), "../outside-%d.wav".formatted(i), clock.instant());
    }
    clock.advance(Duration.ofSeconds(1));
    contact(clock.instant());
    clock.advance(CONTACTS.plusDays(1));

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 1));
  }

  @Test
  void soundWithoutARecordingIsKeptNoLonger() throws IOException {
    var owner = contact(clock.instant());
    var stray = sound(UUID.randomUUID() + "-1.wav");
    var other = sound("readme.wav");
    var young = sound(UUID.randomUUID() + "-1.wav");
    var known = sound(owner + "-1.wav");
    row(owner, folder.relativize(known).toString(), clock.instant().plus(RECORDINGS));
    clock.advance(RECORDINGS.plusDays(1));
    Files.setLastModifiedTime(young, FileTime.from(clock.instant()));

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(1, 0));

    assertThat(stray).doesNotExist();
    assertThat(List.of(other, young, known)).allSatisfy(file -> assertThat(file).exists());
    assertThat(audited)
        .extracting(entry -> entry.what() + " " + entry.subject().id())
        .containsExactly("recording.deleted " + name(stray).replace("-1.wav", ""));
  }

  @Test
  void theFolderOfADayGoesWithItsLastSound() throws IOException {
    var stray = sound(UUID.randomUUID() + "-1.wav");
    var day = Objects.requireNonNull(stray.getParent());
    clock.advance(RECORDINGS);
    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 0));
    assertThat(stray).exists();

    clock.advance(Duration.ofDays(1));
    assertThat(retention().run()).isEqualTo(new Retention.Deleted(1, 0));
    assertThat(day).doesNotExist();
  }

  @Test
  void aFolderThatIsALinkIsLeftAlone() throws IOException {
    var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    var file = Files.writeString(elsewhere.resolve(UUID.randomUUID() + "-1.wav"), "sound");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    var day = Objects.requireNonNull(sound("readme.wav").getParent()).resolveSibling("01");
    Files.createSymbolicLink(day, elsewhere);
    clock.advance(RECORDINGS.plusDays(40));

    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 0));

    assertThat(file).exists();
    assertThat(day).isSymbolicLink();
  }

  @Test
  void oneRunDeletesNoMoreThanItsLimit() {
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, person_key, topic, language,
              priority, recording_allowed, arrived_at, place_since, status, ended_at, outcome)
            select gen_random_uuid(), 'main', 'CALL', '115', 'somebody', 'passport', 'ru', 'NORMAL',
              true, :at, :at, 'ENDED', :at, 'LEFT'
            from generate_series(1, 1005)
            """)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    clock.advance(CONTACTS.plusDays(1));

    var first = retention().run();
    assertThat(first).isEqualTo(new Retention.Deleted(0, Retention.CONTACTS_MAX));
    assertThat(first.isAtItsLimit()).isTrue();
    assertThat(retention().run()).isEqualTo(new Retention.Deleted(0, 5));
  }

  private Retention retention() {
    return new Retention(
        new RetentionRows(db),
        ReadingRows.pastContacts(db),
        new Remembering(audited),
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())),
        new RetentionSettings(RECORDINGS, CONTACTS),
        new ContactsSettings(folder),
        clock);
  }

  private UUID contact(Instant ended) {
    var id = UUID.randomUUID();
    db.sql(
            """
            insert into dispatch.contact (id, group_id, channel, line, person_key, topic, language,
              priority, recording_allowed, arrived_at, place_since, status, ended_at, outcome)
            values (:id, 'main', 'CALL', '115', 'somebody', 'passport', 'ru', 'NORMAL', true, :at,
              :at, 'ENDED', :at, 'LEFT')
            """)
        .param("id", id)
        .param("at", ended.atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  /// A file in the folder of today.
  private Path sound(String name) throws IOException {
    var day = folder.resolve(clock.instant().toString().substring(0, 10).replace('-', '/'));
    Files.createDirectories(day);
    var file = Files.writeString(day.resolve(name), "sound");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    return file;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Path recording(UUID contact, Instant ended) throws IOException {
    var file = folder.resolve(contact + ".wav");
    Files.writeString(file, "sound");
    row(contact, file.getFileName().toString(), ended);
    return file;
  }

  private void row(UUID contact, String file, Instant ended) {
    db.sql(
            """
            insert into contacts.recording (contact_id, file, operator_id, started_at, ended_at,
              complete)
            values (:contact, :file, :contact, :at, :at, true)
            """)
        .param("contact", contact)
        .param("file", file)
        .param("at", ended.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void note(UUID contact) {
    db.sql(
            """
            insert into contacts.note (contact_id, operator_id, topic, body, version, saved_at)
            values (:contact, :contact, 'passport', 'текст', 1, now())
            """)
        .param("contact", contact)
        .update();
  }

  private void statement(UUID contact) {
    db.sql(
            """
            insert into contacts.statement (id, contact_id, kind, body, saves, standing, created_at)
            values (:contact, :contact, 'OTHER', 'текст', 1, 'OPEN', now())
            """)
        .param("contact", contact)
        .update();
    db.sql(
            """
            insert into contacts.statement_event (statement_id, ordinal, version, what, how,
              account_id, kind, body, at)
            values (:contact, 1, 1, 'MARKED', 'DESK', :contact, 'OTHER', 'текст', now())
            """)
        .param("contact", contact)
        .update();
  }

  private long count(String table) {
    return db.sql("select count(*) from " + table).query(Long.class).single();
  }

  private record Remembering(List<AuditEntry> entries) implements AuditTrail {
    @Override
    public void record(AuditEntry entry) {
      entries.add(entry);
    }

    @Override
    public List<AuditRecord> find(AuditQuery query) {
      return List.of();
    }
  }
}
