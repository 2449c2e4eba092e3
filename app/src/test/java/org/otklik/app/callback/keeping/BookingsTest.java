package org.otklik.app.callback.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.StartRefused;
import org.otklik.app.callback.Bookings.Answer;
import org.otklik.app.callback.Bookings.Booking;
import org.otklik.app.callback.Bookings.Kept;
import org.otklik.app.callback.Bookings.Refusal;
import org.otklik.app.callback.Bookings.Slot;
import org.otklik.app.callback.Bookings.State;
import org.otklik.app.callback.Bookings.Wish;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.ConfirmationCalls;
import org.otklik.app.callback.Network;
import org.otklik.app.callback.jdbc.BookingRows;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.History;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// Bookings from the wish to the promise's end, on a real database.
final class BookingsTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());
  private static final TransactionOperations TRANSACTION =
      new TransactionTemplate(new DataSourceTransactionManager(DATABASE.dataSource()));
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
  private static final String NUMBER = "+74951234567";
  private static final String OTHER = "+74957654321";
  private static final String THIRD = "+74957654399";
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Network HERE = new Network("c00002");

  /// A Monday at noon, UTC.
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));

  private final FakeCentre centre = new FakeCentre(clock);
  private final Robot robot = new Robot();
  private final PastWeeks past = new PastWeeks();
  private final PromiseRows promises = new PromiseRows(JDBC);
  private final BookingRows rows = new BookingRows(JDBC);
  private final Keeper keeper =
      new Keeper(promises, centre, centre, centre, SETTINGS, List.of(), TRANSACTION, clock);
  private final DefaultCallbacks callbacks =
      new DefaultCallbacks(
          promises, keeper, centre, new CentreWords(), SETTINGS, clock, Runnable::run);
  private final OpeningHours hours =
      OpeningHours.check(Booked.SETTINGS.hours(), List.of("2026-11-25"), ZoneOffset.UTC);
  private final DefaultBookings bookings =
      new DefaultBookings(
          rows,
          promises,
          keeper,
          new Windows(Booked.SETTINGS, hours, past, () -> 20, clock),
          callbacks,
          robot,
          new CentreWords(),
          SETTINGS,
          TRANSACTION,
          clock);

  @BeforeEach
  void nothingBooked() {
    JDBC.sql("delete from callback.booking").update();
    JDBC.sql("delete from callback.promise").update();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void offersWindowsWhileWeAreOpenAndNoneOnHolidays() {
    var slots = bookings.slots();

    assertThat(slots.getFirst().window()).isEqualTo(window("2026-11-23T12:30:00Z"));
    assertThat(slots.getLast().window()).isEqualTo(window("2026-11-27T17:30:00Z"));
    assertThat(slots)
        .extracting(slot -> slot.window().from().toString().substring(0, 10))
        .contains("2026-11-24", "2026-11-26")
        .doesNotContain("2026-11-25", "2026-11-28");
    assertThat(slots).hasSize(11 + 3 * 18);
  }

  @Test
  void callsNobodyBackBeforeTheNumberIsConfirmed() {
    var code = book(NUMBER, null);

    pass(Duration.ofMinutes(2));

    assertThat(robot.asked).containsExactly(NUMBER);
    assertThat(centre.asked).isEmpty();
    assertThat(found(code).state()).isEqualTo(State.HELD);
  }

  @Test
  void callsAsSoonAsPossibleWhenItIsConfirmed() {
    var made = clock.instant();
    var code = book(NUMBER, null);
    clock.advance(Duration.ofMinutes(1));

    robot.hears(ConfirmationCalls.Heard.YES);

    assertThat(found(code).state()).isEqualTo(State.DUE);
    assertThat(centre.asked)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.channel()).isEqualTo(Channel.CALLBACK);
              assertThat(request.callerNumber()).isEqualTo(NUMBER);
              assertThat(request.arrivedAt()).isEqualTo(made);
            });
  }

  @Test
  void aNumberThatIsKnownToBeTheirsNeedsNoConfirmation() {
    var wish = wish(NUMBER, true, HERE, Instant.parse("2026-11-24T09:00:00Z"));

    var code = code(bookings.book(wish));

    assertThat(robot.asked).isEmpty();
    assertThat(found(code).state()).isEqualTo(State.BOOKED);
  }

  @Test
  void lettingAPlaceGoWhenNobodyConfirmsItInTime() {
    var from = Instant.parse("2026-11-24T09:00:00Z");
    var code = book(NUMBER, from);
    book(OTHER, from);
    assertThat(slot(from).full()).isTrue();
    assertThat(refused(THIRD, from)).isEqualTo(Refusal.FULL);

    pass(Duration.ofMinutes(11));

    assertThat(found(code).state()).isEqualTo(State.EXPIRED);
    assertThat(slot(from).full()).isFalse();
    assertThat(robot.asked.stream().filter(NUMBER::equals)).hasSize(4);
    robot.hears(ConfirmationCalls.Heard.YES);
    assertThat(found(code).state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void isNotCalledAgainWhoeverSaysNo() {
    var code = book(NUMBER, null);

    robot.hears(ConfirmationCalls.Heard.NO);
    pass(Duration.ofMinutes(5));

    assertThat(found(code).state()).isEqualTo(State.DECLINED);
    assertThat(robot.asked).hasSize(1);
    assertThat(centre.asked).isEmpty();
  }

  @Test
  void aBookedOneIsCalledInItsWindowAndNotBefore() {
    var from = Instant.parse("2026-11-24T09:00:00Z");
    var code = confirmed(NUMBER, from);

    turnAt(from.minusSeconds(1));
    assertThat(centre.asked).isEmpty();
    turnAt(from);

    assertThat(centre.asked)
        .extracting(ContactRequest::arrivedAt)
        .containsExactly(from.minus(HALF));
    centre.talks(centre.asked.getLast());
    clock.advance(Duration.ofMinutes(3));
    closes(Outcome.TALKED);
    assertThat(found(code).state()).isEqualTo(State.KEPT);
    assertThat(bookings.kept(from.minus(HALF))).isEqualTo(new Kept(1, 1));
  }

  @Test
  void isTriedAgainInsideTheWindowAlone() {
    var from = Instant.parse("2026-11-24T09:00:00Z");
    var code = confirmed(NUMBER, from);
    turnAt(from.plus(Duration.ofMinutes(5)));
    notReached();
    turnAt(from.plus(Duration.ofMinutes(15)));
    assertThat(centre.asked).hasSize(2);
    clock.advance(Duration.ofMinutes(6));

    notReached();

    assertThat(found(code).state()).isEqualTo(State.GIVEN_UP);
    assertThat(bookings.kept(from)).isEqualTo(new Kept(1, 0));
  }

  @Test
  void isNotCalledAfterTheWindow() {
    var from = Instant.parse("2026-11-24T09:00:00Z");
    var code = confirmed(NUMBER, from);
    turnAt(from);
    assertThat(centre.asked).hasSize(1);

    pass(HALF);

    assertThat(found(code).state()).isEqualTo(State.GIVEN_UP);
    assertThat(centre.cancelled).contains(centre.last());
  }

  @Test
  void isMovedAndCancelledByTheCode() {
    var from = Instant.parse("2026-11-24T09:00:00Z");
    var later = Instant.parse("2026-11-26T10:30:00Z");
    var held = book(NUMBER, from);
    var booked = confirmed(OTHER, from);

    assertThat(bookings.move(held, later)).isEmpty();
    assertThat(bookings.move(booked, later)).isEmpty();

    assertThat(found(held).window()).isEqualTo(window(later.toString()));
    assertThat(found(booked).window()).isEqualTo(window(later.toString()));
    assertThat(slot(later).full()).isTrue();
    turnAt(from.plus(HALF));
    assertThat(centre.asked).isEmpty();
    turnAt(later);
    assertThat(centre.asked).hasSize(1);
    bookings.cancel(booked);
    assertThat(found(booked).state()).isEqualTo(State.CANCELLED);
    assertThat(bookings.move(booked, later.plus(HALF))).contains(Refusal.TOO_LATE);
    bookings.cancel(booked);
  }

  @Test
  void whatCannotBeBookedIsRefusedForItsOwnReason() {
    var from = Instant.parse("2026-11-24T09:00:00Z");

    assertThat(refused("+44123456789", from)).isEqualTo(Refusal.NOT_CALLABLE);
    assertThat(refused(NUMBER, clock.instant().minus(HALF))).isEqualTo(Refusal.NO_WINDOW);
    assertThat(refused(NUMBER, from.plusSeconds(60))).isEqualTo(Refusal.NO_WINDOW);
    assertThat(refused(NUMBER, Instant.parse("2026-11-25T09:00:00Z"))).isEqualTo(Refusal.NO_WINDOW);
    confirmed(NUMBER, from);
    assertThat(refused(NUMBER, from.plus(HALF))).isEqualTo(Refusal.ALREADY_PROMISED);
    clock.advance(Duration.ofHours(8));
    assertThat(refused(OTHER, null)).isEqualTo(Refusal.CLOSED);
    centre.wayOut = false;
    assertThat(refused(OTHER, from)).isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void oneNumberAndOneNetworkAreBookedForSoOftenADay() {
    for (int i = 0; i < SETTINGS.perNumberMax(); i++) {
      book(NUMBER, null);
      robot.hears(ConfirmationCalls.Heard.NO);
    }

    assertThat(refused(NUMBER, null)).isEqualTo(Refusal.TOO_MANY_FOR_NUMBER);
    book(OTHER, null);
    assertThat(refused(THIRD, null)).isEqualTo(Refusal.TOO_MANY_FROM_NETWORK);
    var elsewhere = wish(THIRD, false, new Network("c00003"), null);
    assertThat(bookings.book(elsewhere)).isInstanceOf(Answer.Booked.class);
  }

  @Test
  void aWindowTakesWhatItsOperatorsCanCallBesideThoseWhoRing() {
    var quiet = Instant.parse("2026-11-24T10:00:00Z");
    var busy = Instant.parse("2026-11-24T14:00:00Z");
    past.rows = past(10, 200);

    confirmed(NUMBER, quiet);
    confirmed(OTHER, quiet);

    assertThat(slot(quiet).full()).isFalse();
    assertThat(slot(busy).full()).isTrue();
  }

  @Test
  void nobodyFindsABookingByAnotherCode() {
    var code = book(NUMBER, null);

    assertThat(code).matches("[0-9a-f]{32}");
    assertThat(bookings.find(code.replace(code.charAt(0), 'x'))).isEmpty();
    assertThat(bookings.find("0".repeat(32))).isEmpty();
    assertThat(JDBC.sql("select code_hash from callback.booking").query(String.class).single())
        .doesNotContain(code);
  }

  @Test
  void allFaultsOfTheOpeningHoursAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                OpeningHours.check(
                    Map.of("montag", "09:00-18:00", "friday", "18:00-09:00"),
                    List.of("31.12.2026"),
                    ZoneOffset.UTC))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("montag")
        .hasMessageContaining("friday")
        .hasMessageContaining("31.12.2026");
  }

  @Test
  void neighboursOfANetworkCountAsOne() {
    assertThat(Network.of(InetAddress.ofLiteral("192.0.2.7")))
        .isEqualTo(Network.of(InetAddress.ofLiteral("192.0.2.200")))
        .isNotEqualTo(Network.of(InetAddress.ofLiteral("192.0.3.7")));
    assertThat(Network.of(InetAddress.ofLiteral("2001:db8:0:1200::1")))
        .isEqualTo(Network.of(InetAddress.ofLiteral("2001:db8:0:12ff::2")))
        .isNotEqualTo(Network.of(InetAddress.ofLiteral("2001:db8:0:1300::1")));
  }

  private String book(String number, @Nullable Instant from) {
    return code(bookings.book(wish(number, false, HERE, from)));
  }

  private String confirmed(String number, Instant from) {
    return code(bookings.book(wish(number, true, HERE, from)));
  }

  private static String code(Answer answer) {
    return ((Answer.Booked) answer).code();
  }

  private Refusal refused(String number, @Nullable Instant from) {
    return ((Answer.Refused) bookings.book(wish(number, false, HERE, from))).why();
  }

  private static Wish wish(
      String number, boolean confirmed, Network network, @Nullable Instant from) {
    return new Wish(
        number, null, confirmed, network, new TopicId("passport"), new Language("ru"), from);
  }

  private Booking found(String code) {
    return bookings.find(code).orElseThrow();
  }

  private Slot slot(Instant from) {
    return bookings.slots().stream()
        .filter(slot -> slot.window().from().equals(from))
        .findFirst()
        .orElseThrow();
  }

  private static CallbackWindow window(String from) {
    return CallbackWindow.of(Instant.parse(from), HALF);
  }

  private void turnAt(Instant moment) {
    clock.advance(Duration.between(clock.instant(), moment));
    turn();
  }

  private void pass(Duration time) {
    var until = clock.instant().plus(time);
    while (clock.instant().isBefore(until)) {
      clock.advance(Duration.ofSeconds(30));
      turn();
    }
  }

  private void turn() {
    bookings.turn();
    keeper.turn();
  }

  private void closes(Outcome outcome) {
    centre.closes(centre.last(), outcome);
    keeper.hear(new Fact.Ended(centre.last(), outcome));
  }

  private void notReached() {
    centre.notReached(centre.last(), Called.NO_ANSWER);
    keeper.hear(new Fact.Ended(centre.last(), Outcome.NOT_REACHED));
  }

  /// Four weeks in which so many rang each hour before noon and after it.
  private static List<History.Row> past(long before, long after) {
    var rows = new ArrayList<History.Row>();
    for (int day = 1; day <= 28; day++) {
      for (int hour = 9; hour < 18; hour++) {
        var at = Instant.parse("2026-11-23T00:00:00Z").minus(Duration.ofDays(day));
        long offered = hour < 12 ? before : after;
        rows.add(
            new History.Row(
                at.plus(Duration.ofHours(hour)),
                null,
                offered,
                offered,
                0,
                offered,
                null,
                null,
                null,
                Duration.ofMinutes(3),
                Duration.ofMinutes(1)));
      }
    }
    return rows;
  }

  /// Asks, and hears what the test says.
  private static final class Robot implements ConfirmationCalls {
    final List<String> asked = new ArrayList<>();
    private CompletableFuture<Heard> last = new CompletableFuture<>();

    @Override
    public CompletionStage<Heard> ask(
        String number, Language language, @Nullable CallbackWindow window) {
      asked.add(number);
      last.complete(Heard.NOTHING);
      last = new CompletableFuture<>();
      return last;
    }

    void hears(Heard heard) {
      last.complete(heard);
    }
  }

  private static final class PastWeeks implements History {
    List<Row> rows = List.of();

    @Override
    public List<Row> byInterval(Question question) {
      return rows;
    }

    @Override
    public List<Row> byTopic(Question question) {
      return List.of();
    }

    @Override
    public List<Row> byIntervalAndTopic(Question question, int rowsMax) {
      return List.of();
    }
  }
}
