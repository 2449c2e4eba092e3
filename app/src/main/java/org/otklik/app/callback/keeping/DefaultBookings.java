package org.otklik.app.callback.keeping;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.ConfirmationCalls;
import org.otklik.app.callback.ConfirmationCalls.Heard;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.app.callback.jdbc.BookingRow;
import org.otklik.app.callback.jdbc.BookingRow.Status;
import org.otklik.app.callback.jdbc.BookingRows;
import org.otklik.app.callback.jdbc.PromiseRow;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Books callbacks, has their numbers confirmed, and makes them promises.
final class DefaultBookings implements Bookings {

  /// Numbers that the robot calls at once; others wait for the next turn.
  static final int CALLS_MAX = 10;

  /// Deleted in one go.
  private static final int BATCH_MAX = 100;

  private static final int CODE_BYTES = 16;
  private static final Pattern CODE = Pattern.compile("[0-9a-f]{32}");
  private static final Logger LOG = LoggerFactory.getLogger(DefaultBookings.class);

  private final BookingRows rows;
  private final PromiseRows promises;
  private final Keeper keeper;
  private final Windows windows;
  private final Callbacks callbacks;
  private final ConfirmationCalls robot;
  private final CentreWords words;
  private final CallbackSettings settings;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final AtomicInteger calling = new AtomicInteger();

  DefaultBookings(
      BookingRows rows,
      PromiseRows promises,
      Keeper keeper,
      Windows windows,
      Callbacks callbacks,
      ConfirmationCalls robot,
      CentreWords words,
      CallbackSettings settings,
      TransactionOperations transaction,
      Clock clock) {
    this.rows = rows;
    this.promises = promises;
    this.keeper = keeper;
    this.windows = windows;
    this.callbacks = callbacks;
    this.robot = robot;
    this.words = words;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public boolean offered() {
    return callbacks.offered();
  }

  @Override
  public boolean openNow() {
    return windows.openNow();
  }

  @Override
  public List<Slot> slots() {
    try {
      var taken = rows.taken(clock.instant());
      return windows.ahead().stream()
          .map(
              window ->
                  new Slot(
                      window, taken.getOrDefault(window.from(), 0) >= windows.capacity(window)))
          .toList();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("windows are not known cause={}", e.getClass().getSimpleName());
      return List.of();
    }
  }

  @Override
  public Answer book(Wish wish) {
    var number = callbacks.findCallable(wish.number());
    if (number.isEmpty()) {
      return new Answer.Refused(Refusal.NOT_CALLABLE);
    }
    if (!offered()) {
      return new Answer.Refused(Refusal.UNAVAILABLE);
    }
    try {
      var booked = transaction.execute(_ -> write(wish, number.get()));
      if (booked.answer() instanceof Answer.Booked && booked.row() != null) {
        begin(booked.row());
      }
      return booked.answer();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("callback not booked cause={}", e.getClass().getSimpleName());
      return new Answer.Refused(Refusal.UNAVAILABLE);
    }
  }

  private record Done(Answer answer, @Nullable BookingRow row) {
    static Done refused(Refusal why) {
      return new Done(new Answer.Refused(why), null);
    }
  }

  private Done write(Wish wish, String number) {
    rows.lockPlaces();
    var why = refusal(wish, number);
    if (why.isPresent()) {
      return Done.refused(why.get());
    }
    var now = clock.instant();
    var booking =
        new BookingRow(
            new PromiseId(ids.generate()),
            number,
            wish.citizenId(),
            wish.topic(),
            wish.language(),
            words.draw(random),
            window(wish),
            now,
            wish.confirmed() ? Status.CONFIRMED : Status.HELD,
            now.plus(settings.booking().hold()));
    if (wish.confirmed() && !keeper.book(promise(booking))) {
      return Done.refused(Refusal.ALREADY_PROMISED);
    }
    var code = newCode();
    rows.insert(booking, hash(code), wish.network());
    LOG.info("callback booked booking={}", booking.id().value());
    return new Done(new Answer.Booked(code), booking);
  }

  private Optional<Refusal> refusal(Wish wish, String number) {
    var now = clock.instant();
    var since = now.minus(DefaultCallbacks.LIMITS_OVER);
    if (wish.from() == null && !windows.openNow()) {
      return Optional.of(Refusal.CLOSED);
    }
    if (rows.countFromNetwork(wish.network(), since) >= settings.booking().perNetworkMax()) {
      return Optional.of(Refusal.TOO_MANY_FROM_NETWORK);
    }
    if (!promises.openOf(number, null).isEmpty() || rows.isHeld(number, now)) {
      return Optional.of(Refusal.ALREADY_PROMISED);
    }
    if (promises.countForNumber(number, since) + rows.countForNumber(number, since)
        >= settings.perNumberMax()) {
      return Optional.of(Refusal.TOO_MANY_FOR_NUMBER);
    }
    return wish.from() == null ? Optional.empty() : noRoom(wish.from());
  }

  private @Nullable CallbackWindow window(Wish wish) {
    return wish.from() == null ? null : windows.find(wish.from()).orElseThrow();
  }

  private Optional<Refusal> noRoom(Instant from) {
    var window = windows.find(from);
    if (window.isEmpty()) {
      return Optional.of(Refusal.NO_WINDOW);
    }
    boolean room =
        rows.taken(clock.instant()).getOrDefault(from, 0) < windows.capacity(window.get());
    return room ? Optional.empty() : Optional.of(Refusal.FULL);
  }

  private String newCode() {
    var code = new byte[CODE_BYTES];
    random.nextBytes(code);
    return HexFormat.of().formatHex(code);
  }

  private static String hash(String code) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(code.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  /// The promise that a booking becomes. Its place in the queue counts from the booking, but from
  /// one window before its own at most: a day's waiting for a window is no waiting on the line.
  private static PromiseRow promise(BookingRow booking) {
    return new PromiseRow(
        booking.id(),
        new Callbacks.Wish(
            booking.number(),
            booking.citizenId(),
            null,
            booking.topic(),
            booking.language(),
            true,
            waitingSince(booking)),
        booking.word(),
        booking.madeAt(),
        PromiseStatus.BOOKED,
        null,
        0,
        booking.window());
  }

  private static Instant waitingSince(BookingRow booking) {
    var window = booking.window();
    if (window == null) {
      return booking.madeAt();
    }
    var earliest = window.from().minus(window.length());
    return booking.madeAt().isAfter(earliest) ? booking.madeAt() : earliest;
  }

  private void begin(BookingRow booking) {
    if (booking.status() == Status.CONFIRMED && booking.window() == null) {
      var _ = keeper.askNow(promise(booking));
    } else if (booking.status() == Status.HELD) {
      turn();
    }
  }

  /// Has numbers called that are to be confirmed now, and lets go of places that nobody confirmed.
  void turn() {
    int room = CALLS_MAX - calling.get();
    if (room <= 0) {
      return;
    }
    var now = clock.instant();
    for (var booking : rows.takeToCall(now, now.plus(settings.booking().callEvery()), room)) {
      if (now.isBefore(booking.heldUntil())) {
        ask(booking);
      } else {
        settle(booking, Status.EXPIRED);
      }
    }
  }

  private void ask(BookingRow booking) {
    calling.incrementAndGet();
    var _ =
        robot
            .ask(booking.number(), booking.language(), booking.window())
            .whenComplete((_, _) -> calling.decrementAndGet())
            .thenAccept(heard -> heard(booking, heard));
  }

  private void heard(BookingRow booking, Heard heard) {
    try {
      switch (heard) {
        case YES -> confirm(booking);
        case NO -> settle(booking, Status.DECLINED);
        case NOTHING -> {
          // called again, or let go of
        }
      }
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("booking is confirmed later cause={}", e.getClass().getSimpleName());
    }
  }

  /// The promise is made of the row as it is by now: it may have been moved while the robot spoke.
  private void confirm(BookingRow asked) {
    var made =
        transaction.execute(
            _ ->
                rows.settle(asked.id(), Status.CONFIRMED)
                    ? rows.find(asked.id()).map(DefaultBookings::promise).filter(keeper::book)
                    : Optional.<PromiseRow>empty());
    made.filter(promise -> promise.window() == null).ifPresent(keeper::askNow);
    LOG.info("callback confirmed booking={}", asked.id().value());
  }

  private void settle(BookingRow booking, Status how) {
    if (rows.settle(booking.id(), how)) {
      LOG.info("booking ended booking={} how={}", booking.id().value(), how);
    }
  }

  @Override
  public Optional<Booking> find(String code) {
    return findRow(code).map(this::booking);
  }

  private Optional<BookingRow> findRow(String code) {
    return CODE.matcher(code).matches() ? rows.find(hash(code)) : Optional.empty();
  }

  /// As its promise is, once there is one.
  private Booking booking(BookingRow row) {
    var promise = promises.find(row.id());
    return new Booking(
        promise
            .map(PromiseRow::status)
            .map(DefaultBookings::state)
            .orElseGet(() -> state(row.status())),
        row.number(),
        row.topic(),
        row.word(),
        promise.isPresent() ? promise.get().window() : row.window(),
        row.heldUntil());
  }

  private static State state(PromiseStatus status) {
    return switch (status) {
      case BOOKED -> State.BOOKED;
      case DUE -> State.DUE;
      case KEPT -> State.KEPT;
      case GIVEN_UP -> State.GIVEN_UP;
      case CANCELLED -> State.CANCELLED;
    };
  }

  /// A confirmed one without a promise met another promise for its number, or is long over.
  private static State state(Status status) {
    return switch (status) {
      case HELD -> State.HELD;
      case CONFIRMED, CANCELLED -> State.CANCELLED;
      case DECLINED -> State.DECLINED;
      case EXPIRED -> State.EXPIRED;
    };
  }

  @Override
  public Optional<Refusal> move(String code, Instant from) {
    try {
      var row = findRow(code);
      return row.isEmpty()
          ? Optional.of(Refusal.TOO_LATE)
          : transaction.execute(_ -> move(row.get(), from));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("booking not moved cause={}", e.getClass().getSimpleName());
      return Optional.of(Refusal.UNAVAILABLE);
    }
  }

  private Optional<Refusal> move(BookingRow row, Instant from) {
    rows.lockPlaces();
    var present = booking(row).window();
    if (present != null && present.from().equals(from)) {
      return Optional.empty();
    }
    var none = noRoom(from);
    if (none.isPresent()) {
      return none;
    }
    var window = windows.find(from).orElseThrow();
    return rows.move(row.id(), window) || keeper.move(row.id(), window)
        ? Optional.empty()
        : Optional.of(Refusal.TOO_LATE);
  }

  @Override
  public void cancel(String code) {
    findRow(code)
        .filter(row -> !rows.settle(row.id(), Status.CANCELLED))
        .ifPresent(row -> keeper.cancel(row.id()));
  }

  @Override
  public Kept kept(Instant since) {
    return promises.kept(since);
  }

  /// Deletes what is as old as promises are kept, in batches.
  void forget() {
    var before = clock.instant().minus(settings.kept()).minus(Duration.ofDays(7));
    while (rows.forget(before, BATCH_MAX) == BATCH_MAX) {
      // the next batch
    }
  }
}
