package org.otklik.app.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;

/// Callbacks that are booked without a call, as soon as possible or in a window of time.
///
/// 1. A window lies within the opening hours, and takes as many as its operators can call beside
///    those who ring.
/// 2. Who is not signed in with the number is called by a robot first, and confirms by a key. Until
///    then the place in the window is held, for a while only; nobody else calls.
/// 3. Confirmed, it is a promise like any other: [Callbacks] keeps it, inside its window.
/// 4. Who has the code can see, move and cancel it. The code cannot be guessed, and is not kept:
///    only its hash is.
public interface Bookings {

  /// What is wished.
  ///
  /// @param number as the citizen wrote it
  /// @param citizenId the citizen who is signed in, null otherwise
  /// @param confirmed it is known to be theirs
  /// @param from when the window begins, null for as soon as possible
  record Wish(
      String number,
      @Nullable UUID citizenId,
      boolean confirmed,
      Network network,
      TopicId topic,
      Language language,
      @Nullable Instant from) {}

  /// The answer to a wish.
  sealed interface Answer {

    /// It is booked, and can be looked at by this code.
    record Booked(String code) implements Answer {}

    /// It is not.
    record Refused(Refusal why) implements Answer {}
  }

  /// Why something is not booked or moved.
  enum Refusal {
    /// This is no number, or none that may be called.
    NOT_CALLABLE,
    /// There is an open promise for this number.
    ALREADY_PROMISED,
    /// The limit of callbacks for one number within 24 hours is reached.
    TOO_MANY_FOR_NUMBER,
    /// The limit of bookings from one network within 24 hours is reached.
    TOO_MANY_FROM_NETWORK,
    /// There is no such window: past, too far ahead, or while we are closed.
    NO_WINDOW,
    /// As soon as possible was wished while we are closed.
    CLOSED,
    /// All places in the window are taken.
    FULL,
    /// It has begun or is over: nothing can be changed.
    TOO_LATE,
    /// There is no way to call out, or the database is away.
    UNAVAILABLE
  }

  /// A window that can be wished.
  record Slot(CallbackWindow window, boolean full) {}

  /// How far a booking is.
  enum State {
    /// The number is not confirmed yet.
    HELD,
    /// Confirmed; we will call.
    BOOKED,
    /// It is its turn: we call now.
    DUE,
    /// They have talked with an operator.
    KEPT,
    /// We could not reach them.
    GIVEN_UP,
    /// It was cancelled.
    CANCELLED,
    /// Whoever answered at the number did not want it.
    DECLINED,
    /// Nobody confirmed it in time.
    EXPIRED;

    /// Whether it can be moved and cancelled.
    public boolean isOpen() {
      return this == HELD || this == BOOKED || this == DUE;
    }
  }

  /// One booking.
  ///
  /// @param window null for as soon as possible
  /// @param heldUntil so long its place is held while it is not confirmed
  record Booking(
      State state,
      String number,
      TopicId topic,
      CentreWord word,
      @Nullable CallbackWindow window,
      Instant heldUntil) {}

  /// How promises to call have ended.
  ///
  /// @param ended kept or given up
  /// @param kept those who were reached; booked ones inside their window
  record Kept(long ended, long kept) {}

  /// Whether it can be booked at all: there is a trunk to call by.
  boolean offered();

  /// Whether the centre is open now: only then somebody can be called as soon as possible.
  boolean openNow();

  /// The windows of the days ahead, the next one first. Empty while the database is away.
  List<Slot> slots();

  /// Books a callback. Never fails: trouble of ours is a refusal.
  Answer book(Wish wish);

  /// The booking with this code.
  Optional<Booking> find(String code);

  /// Moves it to another window.
  ///
  /// @return why not; empty when it is moved
  Optional<Refusal> move(String code, Instant from);

  /// Cancels it. Safe to call twice, and for a code that is none.
  void cancel(String code);

  /// How promises have ended since a moment, booked or not.
  Kept kept(Instant since);
}
