package org.otklik.app.dispatch.group;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.dispatch.group.Centre.until;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.app.dispatch.jdbc.ReadingRows;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// What is told is a promise, and each has an outcome.
class PromisesTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final Centre centre = new Centre(DATABASE);
  private final OperatorId busy = centre.aReadyOperator();
  private final ContactId talk = centre.aTalkOf(busy, "+79160000001");

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void storesWhatWasToldWithItsGround() {
    var contact = centre.acceptedCallFrom("+79160000002");

    var spot = tell(contact);

    assertThat(spot.estimate()).isEqualTo(new Estimate(Duration.ZERO, ofMinutes(10)));
    assertThat(
            centre
                .db
                .sql(
                    """
                    select from_minutes || '-' || to_minutes || ' ' || told_by || ' place '
                      || position || ' of ' || operators || ' at ' || handling || ' s'
                    from dispatch.promise where contact = :contact
                    """)
                .param("contact", contact.value())
                .query(String.class)
                .single())
        .isEqualTo("0-10 VOICE place 1 of 1 at 240 s");
  }

  @Test
  void keepsThePromiseThatHolds() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);

    centre.pass(Duration.ofSeconds(30), busy);
    var later = spot(contact);

    assertThat(estimate(later).news()).isEqualTo(News.AS_PROMISED);
    assertThat(estimate(later).to()).isEqualTo(ofMinutes(10));
    centre.dispatch().told(later, ToldBy.PAGE);
    centre.turns(2);
    assertThat(outcomes(contact)).containsExactly("OPEN");
  }

  @Test
  void saysThatItTakesLongerAndOwnsUp() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);

    centre.pass(ofMinutes(6), busy);

    until(() -> estimate(spot(contact)).news() == News.LONGER);
    assertThat(centre.host().board().queuesNow())
        .filteredOn(queue -> queue.topic().equals(Centre.PASSPORT))
        .singleElement()
        .satisfies(
            queue -> {
              assertThat(queue.waiting()).isEqualTo(1);
              assertThat(queue.due()).isEqualTo(1);
              assertThat(queue.atRisk()).isEqualTo(1);
            });
    centre.dispatch().told(spot(contact), ToldBy.VOICE);
    untilOutcomes(contact, "OPEN", "OPEN");

    centre.pass(ofMinutes(6), busy);
    serve(contact);

    untilOutcomes(contact, "LONGER", "INSIDE");
  }

  @Test
  void endsInsideWhatWasPromised() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);
    centre.pass(ofMinutes(3), busy);

    serve(contact);

    untilOutcomes(contact, "INSIDE");
  }

  @Test
  void notesWhoGaveUp() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);

    centre.dispatch().gone(contact, Gone.HUNG_UP);

    untilOutcomes(contact, "GAVE_UP");
  }

  @Test
  void isBrokenForOneWhoLeavesWhenItIsOver() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);
    centre.pass(ofMinutes(11), busy);

    centre.dispatch().gone(contact, Gone.LEFT_BY_KEY);

    untilOutcomes(contact, "LONGER");
  }

  @Test
  void keepsThePlaceOfWhoLostTheLine() {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);

    centre.dispatch().gone(contact, Gone.LINE_LOST);

    untilOutcomes(contact, "PLACE_KEPT");
  }

  @Test
  void givesEachAnOutcomeAfterACrash() throws InterruptedException {
    var contact = centre.acceptedCallFrom("+79160000002");
    tell(contact);

    centre.killAndRestart();

    untilOutcomes(contact, "INTERRUPTED");
  }

  @Test
  void saysOnlyThePlaceWhileNobodyServes() {
    endTalk();
    centre.presences().end(busy);
    centre.untilState(busy, null);

    var spot = spot(centre.acceptedCallFrom("+79160000002"));

    assertThat(spot.position()).isEqualTo(1);
    assertThat(spot.estimate()).isNull();
  }

  @Test
  void saysSoonToOneWhoRingsAlready() {
    var free = centre.aReadyOperator();
    var contact = centre.acceptedCallFrom("+79160000002");

    var spot = tell(contact);

    assertThat(spot.estimate()).isEqualTo(new Estimate(Duration.ZERO, ofMinutes(1)));
    centre.presences().accept(free, contact);
    untilOutcomes(contact, "INSIDE");
  }

  @Test
  void saysOnlyThePlaceAfterPromisesThatWereWrongAlsoToAProcessBefore()
      throws InterruptedException {
    brokenPromises(25);
    centre.killAndRestart();
    var operator = centre.aReadyOperator();
    var _ = centre.aTalkOf(operator, "+79160000001");

    var spot = spot(centre.acceptedCallFrom("+79160000003"));

    assertThat(spot.position()).isEqualTo(1);
    assertThat(spot.estimate()).isNull();
  }

  @Test
  void estimatesFromWhatWasLearntBeforeARestart() throws InterruptedException {
    brokenPromises(5); // too few to be silent
    centre.killAndRestart();
    var operator = centre.aReadyOperator();
    var _ = centre.aTalkOf(operator, "+79160000001");

    var spot = spot(centre.acceptedCallFrom("+79160000003"));

    assertThat(estimate(spot).to()).as("contacts take 6 minutes").isGreaterThan(ofMinutes(10));
  }

  @Test
  void keepsScoreByHourAndTopic() {
    brokenPromises(3);
    var late = centre.acceptedCallFrom("+79160000002");
    tell(late);
    centre.pass(ofMinutes(11), busy); // open, and late
    var day = Duration.ofHours(24);
    var question =
        new Question(
            centre.now().minus(day), centre.now().plus(day), Interval.HOUR, null, ZoneOffset.UTC);
    var scores = ReadingRows.scores(centre.db, centre.time);

    var topic = scores.byTopic(question).getFirst();

    assertThat(topic.topic()).isEqualTo(Centre.PASSPORT);
    assertThat(topic.told()).isEqualTo(4);
    assertThat(topic.longer()).isEqualTo(4);
    assertThat(topic.kept()).isEqualTo(0.0);
    assertThat(topic.scored()).isEqualTo(3);
    assertThat(topic.coverage()).isEqualTo(0.0);
    assertThat(topic.expected()).isEqualTo(ofMinutes(6));
    assertThat(topic.real()).isEqualTo(ofMinutes(40));
    assertThat(scores.byInterval(question)).extracting(Score::told).containsExactly(3L, 1L);
  }

  private void brokenPromises(int promises) {
    centre
        .db
        .sql(
            """
            insert into dispatch.promise
              (contact, number, group_id, topic, language, told_at, told_by, position, waited,
               from_minutes, to_minutes, operators, handling, handling_doubt, expected, low, high,
               ended_at, outcome, taken)
            select gen_random_uuid(), 1, 'main', 'passport', 'ru',
                   cast(:now as timestamptz) - interval '40 minutes',
                   'VOICE', 1, 0, 0, 15, 1, 360, 0.1, 360, 30, 900, :now, 'LONGER', true
            from generate_series(1, :promises)
            """)
        .param("now", Timestamp.from(centre.now()))
        .param("promises", promises)
        .update();
  }

  private QueueSpot tell(ContactId contact) {
    var spot = spot(contact);
    centre.dispatch().told(spot, ToldBy.VOICE);
    untilOutcomes(contact, "OPEN");
    return spot;
  }

  private QueueSpot spot(ContactId contact) {
    return centre.dispatch().spot(contact).orElseThrow();
  }

  private static Estimate estimate(QueueSpot spot) {
    var estimate = spot.estimate();
    assertThat(estimate).isNotNull();
    return estimate == null ? new Estimate(Duration.ZERO, Duration.ZERO) : estimate;
  }

  /// The operator ends the talk and takes this contact.
  private void serve(ContactId contact) {
    endTalk();
    centre.presences().finishWrapUp(busy);
    assertThat(centre.untilRings(busy)).isEqualTo(contact);
    centre.presences().accept(busy, contact);
    centre.untilTalks(busy, contact);
  }

  private void endTalk() {
    centre.presences().hangUp(busy, talk);
  }

  private void untilOutcomes(ContactId contact, String... outcomes) {
    until(
        () -> {
          centre.time.pass(Duration.ofMillis(100));
          centre.turns(1);
          return outcomes(contact).equals(List.of(outcomes));
        });
  }

  private List<@Nullable String> outcomes(ContactId contact) {
    return centre
        .db
        .sql(
            """
            select coalesce(outcome, 'OPEN') from dispatch.promise
            where contact = :contact order by number
            """)
        .param("contact", contact.value())
        .query(String.class)
        .list();
  }
}
