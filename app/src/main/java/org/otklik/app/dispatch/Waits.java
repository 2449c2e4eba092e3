package org.otklik.app.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;

/// What is promised to those who wait, and how such promises have ended. Nothing here tells of one
/// person.
public interface Waits {

  /// The time in which a promise is due: its end comes so soon.
  Duration DUE_WITHIN = Duration.ofMinutes(5);

  /// The share of waits that should end inside the 80 % range lies from here, over many days.
  double COVERAGE_FROM = 0.78;

  /// It lies up to here.
  double COVERAGE_TO = 0.82;

  /// One queue, a topic in a language, as it is now.
  ///
  /// @param operators present and not paused
  /// @param estimate for one who would come now; null when there is no honest ground for one
  /// @param due promises that end within [#DUE_WITHIN]
  /// @param atRisk open promises that will probably be broken
  /// @param overdue open promises whose end has passed
  record Queue(
      TopicId topic,
      Language language,
      int waiting,
      int operators,
      QueueSpot.@Nullable Estimate estimate,
      int due,
      int atRisk,
      int overdue) {}

  /// How promises that were told in one interval, of one topic, or both have ended. A promise that
  /// was taken back for a longer one counts as one of its own.
  ///
  /// @param at when the interval began; null in a row for the whole period
  /// @param topic null in a row for all topics
  /// @param told promises in all
  /// @param inside ended inside the range that was said
  /// @param shorter ended before it
  /// @param longer ended after it, or are open and late
  /// @param gaveUp the person left within the time promised
  /// @param scored waits that ended with an operator and had an 80 % range
  /// @param covered those of them that ended inside it
  /// @param expected mean of the waits expected of those scored; null when there are none
  /// @param real mean of their real waits; null when there are none
  record Score(
      @Nullable Instant at,
      @Nullable TopicId topic,
      long told,
      long inside,
      long shorter,
      long longer,
      long gaveUp,
      long scored,
      long covered,
      @Nullable Duration expected,
      @Nullable Duration real) {

    /// Promises of which it is known whether they were kept.
    public long judged() {
      return inside + shorter + longer;
    }

    /// The share of those judged that were not broken: taken at the time promised, or sooner. From
    /// 0 to 1; null when none is judged.
    public @Nullable Double kept() {
      return judged() == 0 ? null : (double) (inside + shorter) / judged();
    }

    /// The share of waits inside the 80 % range, from 0 to 1; null when none is scored.
    public @Nullable Double coverage() {
      return scored == 0 ? null : (double) covered / scored;
    }
  }

  /// All queues, in the order of the topics. Answered from memory, at most half a second old.
  List<Queue> now();

  /// One row for each interval in which something was promised.
  List<Score> byInterval(History.Question question);

  /// One row for each topic with promises, over the whole period.
  List<Score> byTopic(History.Question question);
}
