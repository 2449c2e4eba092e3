package org.otklik.app.contacts.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.contacts.Notes.Note;
import org.otklik.app.contacts.Notes.Resolution;
import org.otklik.app.contacts.Notes.Saved;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcNotesTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final OperatorId OPERATOR = new OperatorId(new UUID(0, 1));
  private static final OperatorId ANOTHER = new OperatorId(new UUID(0, 2));
  private static final TopicId PASSPORT = new TopicId("passport");
  private static int contactsMade;

  private final TestClock clock = TestClock.atNoon();
  private final JdbcNotes notes =
      new JdbcNotes(
          JdbcClient.create(DATABASE.dataSource()),
          new TalkedWith(OPERATOR),
          new NobodyElse(),
          new OnePassport(),
          clock);
  private ContactId contact = new ContactId(new UUID(1, 0));

  @BeforeEach
  void nextContact() {
    contact = new ContactId(new UUID(1, ++contactsMade));
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void keepsWhatIsTypedBeforeAnythingIsChosen() {
    var saved = notes.save(draft("Спросили про", 0));

    assertThat(saved).isInstanceOf(Saved.Stored.class);
    assertThat(notes.find(contact)).map(Note::text).contains("Спросили про");
    assertThat(notes.find(contact)).map(Note::version).contains(1);
  }

  @Test
  void aLaterSaveOfAnOlderTextGetsTheNewerOneBack() {
    notes.save(draft("со страницы 1", 0));
    notes.save(draft("со страницы 1, дальше", 1));

    var late = notes.save(draft("со страницы 2", 1));

    assertThat(late).isEqualTo(new Saved.Newer(draft("со страницы 1, дальше", 2)));
    assertThat(notes.find(contact)).map(Note::text).contains("со страницы 1, дальше");
  }

  @Test
  void whoDidNotTalkWithTheCitizenWritesNothing() {
    var stranger =
        new Note(contact, ANOTHER, PASSPORT, "чужое", Resolution.SOLVED, "how-to", 0, null);

    assertThat(notes.save(stranger)).isEqualTo(new Saved.NotYours());
    assertThat(notes.find(contact)).isEmpty();
  }

  @Test
  void isFinishedOnlyWithOutcomeAndReason() {
    assertThat(notes.finish(draft("текст", 0)))
        .isEqualTo(
            new Saved.Invalid(
                Map.of(
                    "reasonCode", "contacts.note.reason.missing",
                    "resolution", "contacts.note.resolution.missing")));

    assertThat(notes.finish(chosen("текст", 0))).isInstanceOf(Saved.Stored.class);
    assertThat(notes.find(contact)).map(Note::finishedAt).contains(clock.instant());
  }

  @Test
  void whatIsFinishedStaysAsItIs() {
    notes.finish(chosen("текст", 0));

    assertThat(notes.save(chosen("другой", 1))).isEqualTo(new Saved.NotYours());
    assertThat(notes.find(contact)).map(Note::text).contains("текст");
  }

  @Test
  void namesEachWrongField() {
    var wrong =
        new Note(
            contact, OPERATOR, new TopicId("moon"), "ж".repeat(4_001), null, "no-such", 0, null);

    assertThat(notes.save(wrong))
        .isEqualTo(
            new Saved.Invalid(
                Map.of(
                    "text", "contacts.note.text.long",
                    "topic", "contacts.note.topic.unknown",
                    "reasonCode", "contacts.note.reason.unknown")));
    assertThat(notes.save(draft("ж".repeat(4_000), 0))).isInstanceOf(Saved.Stored.class);
  }

  @Test
  void readingThreadsAgainAndAgainKeepsNoConnection() {
    notes.save(draft("текст", 0));
    var others = IntStream.range(0, 20).mapToObj(i -> new ContactId(new UUID(2, i)));
    var ids = Stream.concat(others, Stream.of(contact)).toList();

    for (int i = 0; i < 50; i++) { // more than the pool has connections
      assertThat(notes.findAll(ids)).containsOnlyKeys(contact);
    }
  }

  @Test
  void namesReasonsInBothLanguages() {
    assertThat(notes.reasonCodes())
        .hasSizeGreaterThan(5)
        .allSatisfy(
            reason ->
                assertThat(reason.names())
                    .containsOnlyKeys("ru", "en")
                    .allSatisfy((_, name) -> assertThat(name).isNotBlank()));
  }

  private Note draft(String text, int version) {
    return new Note(contact, OPERATOR, PASSPORT, text, null, null, version, null);
  }

  private Note chosen(String text, int version) {
    return new Note(contact, OPERATOR, PASSPORT, text, Resolution.SOLVED, "how-to", version, null);
  }

  /// Nobody else has talked in any contact.
  private record NobodyElse() implements Journeys {
    @Override
    public Map<ContactId, Teamwork.CallReason> callReasons(Collection<ContactId> contacts) {
      return Map.of();
    }

    @Override
    public List<Step> of(ContactId contact) {
      return List.of();
    }

    @Override
    public boolean tookPart(ContactId contact, OperatorId operator) {
      return false;
    }
  }

  /// Every contact was with this operator.
  private record TalkedWith(OperatorId operator) implements ContactLog {
    @Override
    public Optional<Entry> find(ContactId id) {
      return Optional.of(
          new Entry(
              id,
              Channel.CALL,
              "115",
              null,
              null,
              PASSPORT,
              "ru",
              true,
              Instant.EPOCH,
              Instant.EPOCH,
              null,
              operator,
              null));
    }

    @Override
    public List<Entry> ofPerson(
        @Nullable String callerNumber, @Nullable UUID citizenId, int entriesMax) {
      return List.of();
    }

    @Override
    public List<Entry> ofOperator(OperatorId operator, int entriesMax) {
      return List.of();
    }
  }

  private static final class OnePassport implements Topics {
    @Override
    public List<Topic> all() {
      return List.of(new Topic(PASSPORT, Map.of("ru", "Паспорт", "en", "Passport"), false));
    }

    @Override
    public Optional<Topic> find(TopicId id) {
      return all().stream().filter(topic -> topic.id().equals(id)).findFirst();
    }
  }
}
