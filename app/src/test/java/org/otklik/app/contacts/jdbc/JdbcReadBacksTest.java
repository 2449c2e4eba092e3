package org.otklik.app.contacts.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.ReadBacks.Answer;
import org.otklik.app.contacts.ReadBacks.Done;
import org.otklik.app.contacts.ReadBacks.Settlement;
import org.otklik.app.contacts.ReadBacks.Words;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.Statement.How;
import org.otklik.app.contacts.Statement.Kind;
import org.otklik.app.contacts.Statement.Standing;
import org.otklik.app.contacts.Statement.What;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcReadBacksTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final OperatorId OPERATOR = new OperatorId(new UUID(0, 1));
  private static final OperatorId ANOTHER = new OperatorId(new UUID(0, 2));
  private static final AccountId SUPERVISOR = new AccountId(new UUID(0, 3));
  private static final CitizenId OLGA = new CitizenId(new UUID(0, 51));
  private static final AccountId OLGAS = new AccountId(new UUID(0, 52));
  private static final CitizenId STRANGER = new CitizenId(new UUID(0, 53));
  private static final Words ADDRESS = new Words(Kind.ADDRESS, "Тверь, улица Мира, 5");
  private static final Words CORRECTED = new Words(Kind.ADDRESS, "Тверь, улица Мира, 15");
  private static int contactsMade;

  private final JdbcClient db = JdbcClient.create(DATABASE.dataSource());
  private final TestClock clock = TestClock.atNoon();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final ReadBacks readBacks =
      new JdbcReadBacks(
          db,
          new StatementRows(db),
          new TalkedWith(OPERATOR),
          new Remembering(audited),
          new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource())),
          clock);
  private ContactId contact = new ContactId(new UUID(1, 0));
  private StatementId statement = StatementId.next();

  @BeforeEach
  void nextContact() {
    contact = new ContactId(new UUID(3, ++contactsMade));
    statement = StatementId.next();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void keepsWhatIsTypedButShowsNothingOfIt() {
    readBacks.draft(statement, contact, new Words(Kind.ADDRESS, "Тве"), 0, OPERATOR);
    readBacks.draft(statement, contact, new Words(Kind.ADDRESS, "Тверь"), 1, OPERATOR);
    readBacks.address(contact, OLGA, OPERATOR);

    assertThat(only().draft()).isEqualTo(new Statement.Draft(Kind.ADDRESS, "Тверь", 2));
    assertThat(only().standing()).isEqualTo(Standing.DRAFT);
    assertThat(readBacks.shownTo(OLGA, 100)).doesNotContain(contact);
    assertThat(answer(0, true)).isEqualTo(new Done.NotThere());
  }

  @Test
  void anOlderPageDoesNotOverwriteWhatIsTyped() {
    readBacks.draft(statement, contact, ADDRESS, 0, OPERATOR);

    assertThat(readBacks.draft(statement, contact, CORRECTED, 0, OPERATOR))
        .isInstanceOf(Done.Changed.class);
    assertThat(readBacks.mark(statement, contact, CORRECTED, 0, OPERATOR))
        .isInstanceOf(Done.Changed.class);
    assertThat(only().draft().text()).isEqualTo(ADDRESS.text());
  }

  @Test
  void theCitizenConfirmsOnThePage() {
    marked();
    clock.advance(Duration.ofMinutes(3));

    assertThat(answer(1, true)).isInstanceOf(Done.Stored.class);

    assertThat(only().standing()).isEqualTo(Standing.CONFIRMED);
    assertThat(only().history())
        .extracting(Statement.Event::what)
        .containsExactly(What.MARKED, What.CONFIRMED);
    assertThat(only().last())
        .isEqualTo(
            new Statement.Event(
                1,
                What.CONFIRMED,
                How.PAGE,
                OLGAS,
                Kind.ADDRESS,
                ADDRESS.text(),
                null,
                clock.instant()));
    assertThat(audited)
        .extracting(AuditEntry::what)
        .containsExactly("contact.addressed", "statement.marked", "statement.confirmed");
  }

  @Test
  void confirmingTwiceIsConfirmingOnce() {
    marked();
    answer(1, true);

    assertThat(answer(1, true)).isInstanceOf(Done.Stored.class);
    assertThat(only().history()).hasSize(2);
  }

  @Test
  void anOldPageNeverConfirmsChangedWords() {
    marked();
    mark(CORRECTED);

    assertThat(answer(1, true)).isInstanceOf(Done.Changed.class);
    assertThat(only().standing()).isEqualTo(Standing.OPEN);
    assertThat(answer(2, true)).isInstanceOf(Done.Stored.class);
  }

  @Test
  void correctedWordsAreToBeConfirmedAnewAndTheHistoryStays() {
    marked();
    answer(1, true);
    mark(CORRECTED);

    assertThat(only().standing()).isEqualTo(Standing.OPEN);
    assertThat(only().version()).isEqualTo(2);
    assertThat(only().history())
        .extracting(Statement.Event::text)
        .containsExactly(ADDRESS.text(), ADDRESS.text(), CORRECTED.text());
  }

  @Test
  void theSameWordsMarkedAgainStayConfirmed() {
    marked();
    answer(1, true);
    mark(ADDRESS);

    assertThat(only().standing()).isEqualTo(Standing.CONFIRMED);
    assertThat(only().version()).isEqualTo(1);
  }

  @Test
  void anotherCitizenFindsNothing() {
    marked();

    assertThat(readBacks.answered(statement, new Answer(1, true, ""), STRANGER, OLGAS))
        .isEqualTo(new Done.NotThere());
    assertThat(readBacks.shownTo(STRANGER, 100)).isEmpty();
    assertThat(readBacks.shownTo(OLGA, 100)).contains(contact);
  }

  @Test
  void whoWasNamedLastSeesIt() {
    marked();
    readBacks.address(contact, STRANGER, OPERATOR);

    assertThat(answer(1, true)).isEqualTo(new Done.NotThere());
    assertThat(readBacks.shownTo(OLGA, 100)).doesNotContain(contact);
    assertThat(readBacks.shownTo(STRANGER, 100)).containsExactly(contact);
  }

  @Test
  void nobodySeesItAnyMoreWhenNobodyIsNamed() {
    marked();

    assertThat(readBacks.address(contact, null, OPERATOR)).isTrue();

    assertThat(readBacks.addressee(contact)).isEmpty();
    assertThat(readBacks.shownTo(OLGA, 100)).doesNotContain(contact);
    assertThat(answer(1, true)).isEqualTo(new Done.NotThere());
    assertThat(audited).extracting(AuditEntry::what).contains("contact.unaddressed");
  }

  @Test
  void whoDidNotTalkWithTheCitizenWritesAndHearsNothing() {
    marked();

    assertThat(readBacks.draft(StatementId.next(), contact, ADDRESS, 0, ANOTHER))
        .isEqualTo(new Done.NotThere());
    assertThat(readBacks.heard(statement, contact, new Answer(1, true, ""), ANOTHER))
        .isEqualTo(new Done.NotThere());
    assertThat(readBacks.address(contact, STRANGER, ANOTHER)).isFalse();
  }

  @Test
  void aVoiceSaysYesAndThePageMayStillSayNo() {
    marked();
    readBacks.heard(statement, contact, new Answer(1, true, ""), OPERATOR);
    assertThat(only().standing()).isEqualTo(Standing.CONFIRMED);
    assertThat(only().history().getLast().how()).isEqualTo(How.VOICE);

    answer(1, false, "дом 15");

    assertThat(only().standing()).isEqualTo(Standing.DISPUTED);
    assertThat(only().history().getLast().remark()).isEqualTo("дом 15");
  }

  @Test
  void theOperatorCannotEndADisputeMadeOnThePage() {
    marked();
    answer(1, false, "дом 15");

    assertThat(readBacks.heard(statement, contact, new Answer(1, true, ""), OPERATOR))
        .isEqualTo(new Done.Refused("contacts.statement.disputed"));
    assertThat(readBacks.mark(statement, contact, CORRECTED, only().draft().saves(), OPERATOR))
        .isEqualTo(new Done.Refused("contacts.statement.disputed"));
    assertThat(readBacks.disputed(1_000)).extracting(Statement::id).contains(statement);
    assertThat(only().text()).isEqualTo(ADDRESS.text());
  }

  @Test
  void aVoiceConfirmsOnlyWhatIsWrittenNow() {
    marked();
    readBacks.draft(statement, contact, CORRECTED, only().draft().saves(), OPERATOR);

    assertThat(readBacks.heard(statement, contact, new Answer(1, true, ""), OPERATOR))
        .isInstanceOf(Done.Changed.class);
    assertThat(only().standing()).isEqualTo(Standing.OPEN);
  }

  @Test
  void nothingIsWrittenOrHeardAfterTheNoteIsFinished() {
    marked();
    db.sql(
            """
            insert into contacts.note (contact_id, operator_id, topic, body, resolution, reason_code,
              version, saved_at, finished_at)
            values (:contact, :contact, 'passport', '', 'SOLVED',
              (select min(code) from contacts.reason_code), 1, now(), now())
            """)
        .param("contact", contact.value())
        .update();
    var finished = new Done.Refused("contacts.statement.finished");

    var saves = only().draft().saves();
    assertThat(readBacks.draft(statement, contact, CORRECTED, saves, OPERATOR)).isEqualTo(finished);
    assertThat(readBacks.mark(statement, contact, CORRECTED, saves, OPERATOR)).isEqualTo(finished);
    assertThat(readBacks.heard(statement, contact, new Answer(1, true, ""), OPERATOR))
        .isEqualTo(finished);
    assertThat(readBacks.address(contact, STRANGER, OPERATOR)).isFalse();
    assertThat(answer(1, true)).isInstanceOf(Done.Stored.class);
  }

  @Test
  void aDisputeStandsOnTheListUntilItIsSettled() {
    marked();
    answer(1, false, "дом 15");
    assertThat(readBacks.disputed(1_000)).extracting(Statement::id).contains(statement);

    assertThat(readBacks.settled(statement, new Settlement(1, "  ", null), SUPERVISOR))
        .isEqualTo(new Done.Refused("contacts.statement.settle.empty"));
    readBacks.settled(statement, new Settlement(1, "Вы правы", CORRECTED), SUPERVISOR);

    assertThat(readBacks.disputed(1_000)).extracting(Statement::id).doesNotContain(statement);
    assertThat(only().standing()).isEqualTo(Standing.OPEN);
    assertThat(only().text()).isEqualTo(CORRECTED.text());
    assertThat(only().history().getLast().remark()).isEqualTo("Вы правы");
    assertThat(answer(2, true)).isInstanceOf(Done.Stored.class);
  }

  @Test
  void theOldestDisputeComesFirstWhicheverStatementIsOlder() {
    marked();
    var earlier = StatementId.next();
    readBacks.mark(earlier, contact, ADDRESS, 0, OPERATOR);
    readBacks.answered(earlier, new Answer(1, false, ""), OLGA, OLGAS);
    clock.advance(Duration.ofMinutes(1));
    answer(1, false);

    assertThat(readBacks.disputed(1_000))
        .extracting(Statement::id)
        .containsSubsequence(earlier, statement);
  }

  @Test
  void whatTheCitizenWritesToADisputeNotedByVoiceIsKept() {
    marked();
    readBacks.heard(statement, contact, new Answer(1, false, ""), OPERATOR);

    assertThat(answer(1, false, "дом 15")).isInstanceOf(Done.Stored.class);
    assertThat(answer(1, false, "дом 15")).isInstanceOf(Done.Stored.class);

    assertThat(only().history()).hasSize(3);
    assertThat(only().last()).extracting(Statement.Event::remark).isEqualTo("дом 15");
  }

  @Test
  void aDisputeIsSettledByOneSupervisor() {
    marked();
    answer(1, false);
    readBacks.settled(statement, new Settlement(1, "Так сказано на записи", null), SUPERVISOR);

    assertThat(only().standing()).isEqualTo(Standing.SETTLED);
    assertThat(readBacks.settled(statement, new Settlement(1, "ещё раз", null), SUPERVISOR))
        .isInstanceOf(Done.Changed.class);
    assertThat(answer(1, true)).isInstanceOf(Done.Stored.class);
  }

  @Test
  void refusesWhatIsTooLongTooMuchOrNothing() {
    assertThat(readBacks.mark(statement, contact, new Words(Kind.OTHER, " "), 0, OPERATOR))
        .isEqualTo(new Done.Refused("contacts.statement.empty"));
    assertThat(
            readBacks.draft(
                statement, contact, new Words(Kind.OTHER, "ж".repeat(301)), 0, OPERATOR))
        .isEqualTo(new Done.Refused("contacts.statement.long"));
    for (int i = 0; i < ReadBacks.STATEMENTS_MAX; i++) {
      assertThat(readBacks.draft(StatementId.next(), contact, ADDRESS, 0, OPERATOR))
          .isInstanceOf(Done.Stored.class);
    }
    assertThat(readBacks.draft(StatementId.next(), contact, ADDRESS, 0, OPERATOR))
        .isEqualTo(new Done.Refused("contacts.statement.too-many"));
  }

  @Test
  void takesNoMoreEventsThanItsLimit() {
    marked();
    for (int i = 1; i < ReadBacks.EVENTS_MAX; i++) {
      assertThat(answer(1, i % 2 == 0)).isInstanceOf(Done.Stored.class);
    }

    assertThat(answer(1, true)).isEqualTo(new Done.Refused("contacts.statement.too-often.page"));
    assertThat(only().standing()).isEqualTo(Standing.DISPUTED);
    assertThat(readBacks.settled(statement, new Settlement(1, "Позвоним вам", null), SUPERVISOR))
        .as("a dispute can always be settled")
        .isInstanceOf(Done.Stored.class);
  }

  @Test
  void theDatabaseRefusesToRewriteHistory() {
    marked();

    assertThatThrownBy(() -> db.sql("update contacts.statement_event set body = 'x'").update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("only ever added to");
  }

  @Test
  void everyStandingIsReachedAndLeft() {
    var reached =
        Arrays.stream(Standing.values())
            .flatMap(standing -> standing.next().stream())
            .collect(Collectors.toSet());

    assertThat(reached)
        .isEqualTo(Set.of(Standing.OPEN, Standing.CONFIRMED, Standing.DISPUTED, Standing.SETTLED));
    assertThat(Standing.values()).allSatisfy(standing -> assertThat(standing.next()).isNotEmpty());
    assertThat(What.values()).extracting(What::standing).containsAll(reached);
  }

  private void marked() {
    readBacks.address(contact, OLGA, OPERATOR);
    mark(ADDRESS);
  }

  private void mark(Words words) {
    var saves =
        readBacks.of(List.of(contact)).values().stream()
            .flatMap(List::stream)
            .findFirst()
            .map(known -> known.draft().saves())
            .orElse(0);
    assertThat(readBacks.mark(statement, contact, words, saves, OPERATOR))
        .isInstanceOf(Done.Stored.class);
  }

  private Done answer(int version, boolean right) {
    return answer(version, right, "");
  }

  private Done answer(int version, boolean right, String remark) {
    return readBacks.answered(statement, new Answer(version, right, remark), OLGA, OLGAS);
  }

  private Statement only() {
    var all = readBacks.of(List.of(contact)).getOrDefault(contact, List.of());
    assertThat(all).hasSize(1);
    return all.getFirst();
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
              new TopicId("passport"),
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
}
