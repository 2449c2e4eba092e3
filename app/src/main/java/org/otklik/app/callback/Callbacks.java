package org.otklik.app.callback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;

/// Promises to call citizens back.
///
/// 1. A promise is made when its row is committed, and only then is anybody told.
/// 2. One number has one open promise. Another wish for it is answered so: who gives somebody
///    else's number gains nothing, and takes nothing away from them.
/// 3. It waits in the place that its person had, and is called when an operator is reserved for it.
/// 4. Who does not answer is called again, as often and at such distances as set. Attempts that
///    failed on our side do not count.
/// 5. Talking with an operator cancels it. Calling does not: a caller's number proves nothing.
public interface Callbacks {

  /// What is wished.
  ///
  /// @param number to call, as the citizen gave it
  /// @param citizenId the citizen who is signed in, null otherwise
  /// @param source who asks: the caller's number or the browser; null when that is unknown
  /// @param waitingSince the first attempt to reach us: the place counts from there
  record Wish(
      String number,
      @Nullable UUID citizenId,
      @Nullable String source,
      TopicId topic,
      Language language,
      boolean recordingAllowed,
      Instant waitingSince) {}

  /// The answer to a wish.
  sealed interface Answer {

    /// It is promised.
    record Promised(PromiseId id, CentreWord word) implements Answer {}

    /// It is not.
    record Refused(Refusal why) implements Answer {}
  }

  /// Why nothing is promised.
  enum Refusal {
    /// This is no number, or none that may be called.
    NOT_CALLABLE,
    /// There is an open promise for this number.
    ALREADY_PROMISED,
    /// A limit of promises within 24 hours is reached: for the number or for who asks.
    TOO_MANY,
    /// There is no way to call out, or the database is away.
    UNAVAILABLE
  }

  /// One promise.
  ///
  /// @param language tag of the language in which the citizen was told
  /// @param attempts those that were over before, the first one first
  record Promise(
      PromiseId id,
      String number,
      TopicId topic,
      String language,
      CentreWord word,
      Instant waitingSince,
      Instant promisedAt,
      PromiseStatus status,
      List<Attempt> attempts) {

    /// Copies the list.
    public Promise {
      attempts = List.copyOf(attempts);
    }
  }

  /// Somebody whom we could not reach as promised, and to whom nobody has talked since.
  ///
  /// @param attempts how often we called, and they did not answer
  record Unreached(
      PromiseId promise,
      String number,
      @Nullable UUID citizenId,
      TopicId topic,
      Instant waitingSince,
      int attempts) {}

  /// One attempt that is over.
  ///
  /// @param reason a name of [org.otklik.app.dispatch.Called], or `INTERRUPTED` when we failed
  ///   ourselves
  /// @param counts whether it was the citizen who did not answer
  record Attempt(Instant at, String reason, boolean counts) {}

  /// Whether callbacks can be offered: there is a trunk to call by.
  boolean offered();

  /// The number as E.164; empty if it is none, or none that may be called.
  Optional<String> findCallable(String number);

  /// Promises a callback, as soon as possible. Never fails: trouble of ours is a refusal.
  CompletionStage<Answer> promise(Wish wish);

  /// The citizen does not want it any more. Safe to call twice.
  void cancel(PromiseId promise);

  /// Those whom we gave up, the longest waiting first, at most `peopleMax`.
  List<Unreached> unreached(int peopleMax);

  /// Somebody has seen to a promise that we gave up; false when somebody else had already.
  ///
  /// @param by the account of who says so
  boolean settle(PromiseId promise, UUID by);

  /// The promise that a contact of dispatch is to keep, with the attempts before this contact.
  Optional<Promise> find(ContactId contact);
}
