package org.otklik.app.callback.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.callback.CallbackNotices;
import org.otklik.app.callback.Callbacks.Answer;
import org.otklik.app.callback.Callbacks.Attempt;
import org.otklik.app.callback.Callbacks.Promise;
import org.otklik.app.callback.Callbacks.Refusal;
import org.otklik.app.callback.Callbacks.Unreached;
import org.otklik.app.callback.Callbacks.Wish;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.app.callback.jdbc.PromiseRow;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.notifications.Correlation;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.Priority;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Promises from the wish to their end, on a real database.
final class KeeperTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
  private static final CallbackSettings SETTINGS =
      new CallbackSettings(
          3,
          Duration.ofMinutes(10),
          Duration.ofDays(3),
          5,
          5,
          200,
          Duration.ofDays(180),
          Booked.SETTINGS);
  private static final TransactionOperations TRANSACTION =
      new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
  private static final String NUMBER = "+74951234567";
  private static final String OTHER = "+74957654321";
  private static final String PROMISED = "promised to " + NUMBER;
  private static final TopicId PASSPORT = new TopicId("passport");

  private final TestClock clock = TestClock.atNoon();
  private final FakeCentre centre = new FakeCentre(clock);
  private final Told told = new Told();
  private final PromiseRows rows = new PromiseRows(JDBC);
  private Keeper keeper = keeper();
  private final PromiseReplies replies = new PromiseReplies(keeper);
  private final DefaultCallbacks callbacks =
      new DefaultCallbacks(rows, keeper, centre, new CentreWords(), SETTINGS, clock, Runnable::run);

  @BeforeEach
  void nothingPromised() {
    JDBC.sql("delete from callback.promise").update();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void asksForThePersonInTheirPlaceBeforeItIsSaidThatItIsPromised() {
    var since = clock.instant().minus(Duration.ofMinutes(7));

    promised(NUMBER, since);
    keeper.turn();

    assertThat(centre.asked)
        .containsExactly(
            new ContactRequest(
                centre.last(),
                Channel.CALLBACK,
                ContactRequest.PROMISED,
                NUMBER,
                null,
                null,
                PASSPORT,
                new Language("ru"),
                Priority.NORMAL,
                true,
                since));
  }

  @Test
  void isKeptWhenTheyHaveTalked() {
    var promise = due(NUMBER);

    closes(Outcome.TALKED);

    assertThat(status(promise)).isEqualTo(PromiseStatus.KEPT);
    pass(Duration.ofHours(1));
    assertThat(centre.asked).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Called.class,
      names = {"BUSY", "NO_ANSWER", "REFUSED", "CANCELLED"})
  void callsThreeTimesAtADistanceAndThenGivesUp(Called how) {
    var promise = due(NUMBER);
    clock.advance(Keeper.LINE_IS_FREE_AFTER);

    notReached(how);
    pass(SETTINGS.spacing().minusSeconds(1));
    assertThat(centre.asked).hasSize(1);
    pass(Duration.ofSeconds(1));
    assertThat(centre.asked).hasSize(2);
    assertThat(centre.asked.getLast().arrivedAt()).isEqualTo(centre.asked.getFirst().arrivedAt());
    notReached(how);
    pass(SETTINGS.spacing());
    notReached(how);

    assertThat(status(promise)).isEqualTo(PromiseStatus.GIVEN_UP);
    assertThat(told.told).containsExactly(PROMISED, "not reached", "not reached", "given up");
    pass(Duration.ofHours(1));
    assertThat(centre.asked).hasSize(3);
    assertThat(found(centre.last()).attempts())
        .extracting(Attempt::reason)
        .containsExactly(how.name(), how.name());
    assertThat(rows.attempts(promise)).hasSize(3).allMatch(Attempt::counts);
  }

  @Test
  void anEngagedLineCountsForNothingWhileTheyStillListenToTheWord() {
    due(NUMBER);

    notReached(Called.BUSY);
    pass(Keeper.RETRY_AFTER);

    assertThat(centre.asked).hasSize(2);
    assertThat(found(centre.last()).attempts()).extracting(Attempt::counts).containsExactly(false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Called.class,
      names = {"NO_TRUNK", "NO_LINE", "TAKEN"})
  void whatFailsOnOurSideCountsForNothing(Called how) {
    var promise = due(NUMBER);

    for (int i = 0; i < 5; i++) {
      notReached(how);
      pass(Keeper.RETRY_AFTER);
    }

    assertThat(centre.asked).hasSize(6);
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    assertThat(told.told).containsExactly(PROMISED);
  }

  @Test
  void whomWeCouldNotReachStandsOnTheListUntilSomebodyHasSeenToIt() {
    var promise = due(NUMBER);
    notReached(Called.NOT_ALLOWED);
    var supervisor = new UUID(0, 9);

    assertThat(callbacks.unreached(10))
        .extracting(Unreached::promise, Unreached::number, Unreached::attempts)
        .containsExactly(tuple(promise, NUMBER, 0));
    assertThat(callbacks.settle(promise, supervisor)).isTrue();
    assertThat(callbacks.settle(promise, supervisor)).isFalse();
    assertThat(callbacks.unreached(10)).isEmpty();
  }

  @Test
  void whoWasNotReachedAndTalksLaterLeavesTheList() {
    due(NUMBER);
    notReached(Called.NOT_ALLOWED);
    due(OTHER);
    notReached(Called.NOT_ALLOWED);

    talks(call(NUMBER, null));

    assertThat(callbacks.unreached(10)).extracting(Unreached::number).containsExactly(OTHER);
  }

  @Test
  void whatStandsIsOnNoListAndCannotBeSettled() {
    var promise = due(NUMBER);

    assertThat(callbacks.unreached(10)).isEmpty();
    assertThat(callbacks.settle(promise, new UUID(0, 9))).isFalse();
  }

  @Test
  void givesUpANumberThatMayNotBeCalledAnyMore() {
    var promise = due(NUMBER);

    notReached(Called.NOT_ALLOWED);

    assertThat(status(promise)).isEqualTo(PromiseStatus.GIVEN_UP);
    assertThat(told.told).containsExactly(PROMISED, "given up");
  }

  @Test
  void afterACrashItIsAskedForAgain() {
    var promise = due(NUMBER);
    keeper = keeper(); // the process died
    centre.closes(centre.last(), Outcome.TO_CALL_BACK);

    pass(Keeper.LOOK_EVERY);
    pass(Keeper.RETRY_AFTER);

    assertThat(centre.asked).hasSize(2);
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    assertThat(found(centre.last()).attempts()).extracting(Attempt::counts).containsExactly(false);
  }

  @Test
  void whatDiedBeforeDispatchHadItIsAskedForAgain() {
    centre.undecided = true;
    due(NUMBER);
    keeper = keeper(); // the process died, and what was asked with it
    centre.undecided = false;

    pass(Keeper.LOOK_EVERY);
    pass(Keeper.RETRY_AFTER);

    assertThat(centre.asked).hasSize(2);
  }

  @Test
  void whatDispatchHasNotDecidedYetIsNotAskedForTwice() {
    centre.undecided = true;
    due(NUMBER);

    pass(Keeper.LOOK_EVERY);
    pass(Keeper.LOOK_EVERY);

    assertThat(centre.asked).hasSize(1);
  }

  @Test
  void isAskedForAgainWhenDispatchWasFull() {
    centre.full = true;
    var promise = due(NUMBER);
    centre.full = false;

    pass(Keeper.LOOK_EVERY);
    pass(Keeper.RETRY_AFTER);

    assertThat(centre.asked).hasSize(2);
    assertThat(centre.log).containsOnlyKeys(centre.last());
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
  }

  @Test
  void waitsWhileTheDatabaseIsAway() {
    centre.available = false;
    promised(NUMBER, clock.instant());
    pass(Duration.ofMinutes(5));
    assertThat(centre.asked).isEmpty();

    centre.available = true;
    pass(Duration.ofSeconds(1));

    assertThat(centre.asked).hasSize(1);
  }

  @Test
  void talkingWithAnOperatorCancelsItInAnyState() {
    centre.available = false;
    var booked = promised(NUMBER, clock.instant());
    centre.available = true;
    talks(call(NUMBER, null));
    assertThat(status(booked)).isEqualTo(PromiseStatus.CANCELLED);
    var citizen = new UUID(5, 5);
    clock.advance(Duration.ofSeconds(1));
    var due = due(OTHER, citizen);

    talks(call(null, citizen));

    assertThat(status(due)).isEqualTo(PromiseStatus.CANCELLED);
    assertThat(centre.cancelled).containsExactly(centre.last());
  }

  @Test
  void aTalkThatWasMissedIsFoundBeforeItIsAskedFor() {
    centre.available = false;
    var promise = promised(NUMBER, clock.instant());
    clock.advance(Duration.ofSeconds(5));
    centre.talks(call(NUMBER, null)); // and nobody heard of it
    centre.available = true;

    pass(Duration.ofSeconds(1));

    assertThat(centre.asked).isEmpty();
    assertThat(status(promise)).isEqualTo(PromiseStatus.CANCELLED);
  }

  @Test
  void callingOrTalkingFromAnotherNumberTakesNothingAway() {
    var promise = due(NUMBER);

    talks(call(OTHER, null));
    talks(call("switchboard", null));
    talks(call(null, null));
    centre.accept(call(NUMBER, null));
    pass(Keeper.LOOK_EVERY);

    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    assertThat(centre.cancelled).isEmpty();
  }

  @Test
  void itsOwnTalkDoesNotCancelIt() {
    var promise = due(NUMBER);

    talks(centre.asked.getLast());

    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    assertThat(centre.cancelled).isEmpty();
  }

  @Test
  void theCitizenCancelsItAndCancelsItTwice() {
    var promise = due(NUMBER);

    callbacks.cancel(promise);
    callbacks.cancel(promise);

    assertThat(status(promise)).isEqualTo(PromiseStatus.CANCELLED);
    assertThat(centre.cancelled).containsExactly(centre.last());
  }

  @Test
  void oneNumberHasOneOpenPromise() {
    var promise = promised(NUMBER, clock.instant());

    assertThat(refused(wish(NUMBER, null, OTHER))).isEqualTo(Refusal.ALREADY_PROMISED);
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    callbacks.cancel(promise);
    promised(NUMBER, clock.instant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "+1900555", "112", "+7495123456789"})
  void promisesNothingToWhatIsNoNumber(String number) {
    assertThat(refused(wish(number, null, NUMBER))).isEqualTo(Refusal.NOT_CALLABLE);
  }

  @Test
  void promisesNothingWithoutAWayOut() {
    centre.wayOut = false;

    assertThat(callbacks.offered()).isFalse();
    assertThat(refused(wish(NUMBER, null, NUMBER))).isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void aNumberIsPromisedOnlySoOftenWithinADay() {
    for (int i = 0; i < SETTINGS.perNumberMax(); i++) {
      var wish = wish(NUMBER, null, "visitor-" + i);
      assertThat(answer(wish)).isInstanceOfSatisfying(Answer.Promised.class, this::cancel);
    }

    assertThat(refused(wish(NUMBER, null, "visitor"))).isEqualTo(Refusal.TOO_MANY);
    clock.advance(DefaultCallbacks.LIMITS_OVER);
    promised(NUMBER, clock.instant());
  }

  @Test
  void oneSourceAsksOnlySoOftenWithinADay() {
    IntStream.range(0, SETTINGS.perSourceMax())
        .forEach(i -> assertThat(answer(wish("+7495000000" + i, null, "visitor"))).isNotNull());

    assertThat(refused(wish(NUMBER, null, "visitor"))).isEqualTo(Refusal.TOO_MANY);
    assertThat(answer(wish(NUMBER, null, NUMBER))).isInstanceOf(Answer.Promised.class);
  }

  @Test
  void isGivenUpWhenWeHaveFailedForTooLong() {
    centre.available = false;
    var promise = promised(NUMBER, clock.instant());
    pass(SETTINGS.keepTrying().plusSeconds(1));
    centre.available = true;

    pass(Duration.ofSeconds(1));

    assertThat(status(promise)).isEqualTo(PromiseStatus.GIVEN_UP);
    assertThat(centre.asked).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ReplyCommand.class,
      names = {"CANCEL", "NO"})
  void whoAnswersThatItIsNotNeededIsNotCalledAndIsTold(ReplyCommand command) {
    var promise = due(NUMBER);
    var contact = centre.last();

    replies.on(reply(NUMBER, command, promise));
    replies.on(reply(NUMBER, command, promise));

    assertThat(status(promise)).isEqualTo(PromiseStatus.CANCELLED);
    assertThat(centre.cancelled).containsExactly(contact);
    assertThat(told.told).containsExactly(PROMISED, "cancelled");
  }

  @Test
  void whoAnswersThatItDoesNotSuitIsCalledAnHourLaterInTheirPlace() {
    var promise = due(NUMBER);
    var first = centre.last();
    var later = clock.instant().plus(Keeper.MOVED_BY); // noon is a whole time

    replies.on(reply(NUMBER, ReplyCommand.MOVE, promise));

    assertThat(centre.cancelled).containsExactly(first);
    assertThat(told.told).containsExactly(PROMISED, "moved to " + later);
    keeper.hear(new Fact.Ended(first, Outcome.LEFT)); // dispatch has withdrawn it
    pass(Keeper.MOVED_BY.minusSeconds(1));
    assertThat(centre.asked).hasSize(1);
    pass(Duration.ofSeconds(1));
    assertThat(centre.asked)
        .hasSize(2)
        .extracting(ContactRequest::arrivedAt)
        .containsOnly(centre.asked.getFirst().arrivedAt());
    assertThat(found(centre.last()).attempts()).extracting(Attempt::counts).containsExactly(false);
  }

  @Test
  void whatIsNotWithDispatchIsMovedToo() {
    var promise = due(NUMBER);
    notReached(Called.NO_ANSWER);

    replies.on(reply(NUMBER, ReplyCommand.MOVE, promise));

    pass(SETTINGS.spacing());
    assertThat(centre.asked).hasSize(1);
    pass(Keeper.MOVED_BY);
    assertThat(centre.asked).hasSize(2);
  }

  @Test
  void whoTalksAlreadyIsNotMoved() {
    var promise = due(NUMBER);
    centre.talks(centre.asked.getLast());

    replies.on(reply(NUMBER, ReplyCommand.MOVE, promise));

    assertThat(centre.cancelled).isEmpty();
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
  }

  @ParameterizedTest
  @EnumSource(ReplyCommand.class)
  void whoAnswersFromAnotherNumberChangesNothing(ReplyCommand command) {
    var promise = due(NUMBER);

    replies.on(reply(OTHER, command, promise));
    replies.on(new ReplyReceived(NUMBER, command, "", null, clock.instant()));
    replies.on(
        new ReplyReceived(NUMBER, command, "", new Correlation("incident:1"), clock.instant()));

    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    assertThat(centre.cancelled).isEmpty();
    assertThat(told.told).containsExactly(PROMISED);
  }

  @Test
  void aNoticeThatFailsChangesNothing() {
    told.fails = true;
    var promise = due(NUMBER);

    notReached(Called.NO_ANSWER);

    assertThat(status(promise)).isEqualTo(PromiseStatus.BOOKED);
  }

  @Test
  void looksAtSoManyInOneTurnOnly() {
    var numbers = Keeper.BATCH_MAX + 1;
    centre.available = false;
    for (int i = 0; i < numbers; i++) {
      var number = "+7495%07d".formatted(i);
      assertThat(answer(wish(number, null, number))).isInstanceOf(Answer.Promised.class);
    }
    centre.available = true;

    assertThat(keeper.turn()).isTrue();
    assertThat(centre.asked).hasSize(Keeper.BATCH_MAX);
    assertThat(keeper.turn()).isFalse();
    assertThat(centre.asked).hasSize(numbers);
  }

  @Test
  void ofTwoWhoTakeTheSamePromiseOneDoes() {
    centre.available = false;
    var promise = promised(NUMBER, clock.instant());
    var now = clock.instant();

    assertThat(rows.beginAttempt(promise, new ContactId(new UUID(1, 1)), now, now)).isTrue();
    assertThat(rows.beginAttempt(promise, new ContactId(new UUID(1, 2)), now, now)).isFalse();
  }

  @Test
  void forgetsWhatWasKeptForLongEnough() {
    var promise = due(NUMBER);
    closes(Outcome.TALKED);

    clock.advance(SETTINGS.kept());
    keeper.forget();
    assertThat(rows.find(promise)).isPresent();
    clock.advance(Duration.ofSeconds(1));
    keeper.forget();

    assertThat(rows.find(promise)).isEmpty();
    assertThat(rows.attempts(promise)).isEmpty();
  }

  private ReplyReceived reply(String from, ReplyCommand command, PromiseId promise) {
    return new ReplyReceived(
        from, command, command.name(), PromiseReplies.about(promise), clock.instant());
  }

  private Keeper keeper() {
    return new Keeper(rows, centre, centre, centre, SETTINGS, List.of(told), TRANSACTION, clock);
  }

  private PromiseId promised(String number, Instant since) {
    var wish = new Wish(number, null, number, PASSPORT, new Language("ru"), true, since);
    return ((Answer.Promised) answer(wish)).id();
  }

  private PromiseId due(String number) {
    return due(number, null);
  }

  private PromiseId due(String number, @Nullable UUID citizen) {
    var promise = ((Answer.Promised) answer(wish(number, citizen, number))).id();
    assertThat(status(promise)).isEqualTo(PromiseStatus.DUE);
    return promise;
  }

  private Wish wish(String number, @Nullable UUID citizen, @Nullable String source) {
    return new Wish(number, citizen, source, PASSPORT, new Language("ru"), true, clock.instant());
  }

  private Answer answer(Wish wish) {
    return callbacks.promise(wish).toCompletableFuture().join();
  }

  private Refusal refused(Wish wish) {
    return ((Answer.Refused) answer(wish)).why();
  }

  private void cancel(Answer.Promised promised) {
    callbacks.cancel(promised.id());
  }

  private ContactRequest call(@Nullable String number, @Nullable UUID citizen) {
    return new ContactRequest(
        new ContactId(UUID.randomUUID()),
        Channel.CALL,
        "115",
        number,
        citizen,
        null,
        PASSPORT,
        new Language("ru"),
        Priority.NORMAL,
        true,
        clock.instant());
  }

  private void talks(ContactRequest request) {
    centre.talks(request);
    keeper.hear(new Fact.Talks(request.id()));
  }

  private void closes(Outcome outcome) {
    centre.closes(centre.last(), outcome);
    keeper.hear(new Fact.Ended(centre.last(), outcome));
  }

  private void notReached(Called how) {
    centre.notReached(centre.last(), how);
    keeper.hear(new Fact.Ended(centre.last(), Outcome.NOT_REACHED));
  }

  private void pass(Duration time) {
    clock.advance(time);
    keeper.turn();
  }

  private PromiseStatus status(PromiseId promise) {
    return rows.find(promise).map(PromiseRow::status).orElseThrow();
  }

  private Promise found(ContactId contact) {
    return callbacks.find(contact).orElseThrow();
  }

  private static final class Told implements CallbackNotices {
    final List<String> told = new ArrayList<>();
    boolean fails;

    @Override
    public void promised(Promise promise) {
      tell("promised to " + promise.number());
    }

    @Override
    public void moved(Promise promise, Instant from) {
      tell("moved to " + from);
    }

    @Override
    public void cancelled(Promise promise) {
      tell("cancelled");
    }

    @Override
    public void notReached(Promise promise) {
      tell(attempted("not reached", promise));
    }

    @Override
    public void givenUp(Promise promise) {
      tell(attempted("given up", promise));
    }

    private static String attempted(String what, Promise promise) {
      return promise.attempts().isEmpty() ? what + " without an attempt" : what;
    }

    private void tell(String what) {
      if (fails) {
        throw new IllegalStateException("no post today");
      }
      told.add(what);
    }
  }
}
