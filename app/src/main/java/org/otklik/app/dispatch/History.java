package org.otklik.app.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.TopicId;

/// How the past was, by interval and topic, from the rows of contacts. A contact counts in the
/// interval in which it came. A wait counts from the person's first attempt, as their place does,
/// so that redialling makes no figure better.
public interface History {

  /// A contact that is answered within this time counts for the service level.
  Duration IN_TIME = Duration.ofSeconds(20);

  /// What is asked.
  ///
  /// @param from not before
  /// @param until before
  /// @param topic null for all
  /// @param zone in which an hour or a day begins
  record Question(
      Instant from, Instant until, Interval interval, @Nullable TopicId topic, ZoneId zone) {}

  /// How long an interval is, and for how many days at most it may be asked.
  enum Interval {
    /// A quarter of an hour, within a week.
    QUARTER(7, 96),
    /// An hour, within a month.
    HOUR(31, 24),
    /// A day, within a year.
    DAY(366, 1);

    private final int daysMax;
    private final int perDay;

    Interval(int daysMax, int perDay) {
      this.daysMax = daysMax;
      this.perDay = perDay;
    }

    /// The longest period that can be asked by this interval.
    public int daysMax() {
      return daysMax;
    }

    /// How many intervals the longest period has, with the hour that a change of clocks may add.
    public int intervalsMax() {
      return (daysMax * 24 + 1) * perDay / 24;
    }
  }

  /// Figures of one interval, one topic or both.
  ///
  /// @param at when the interval began; null in a row for the whole period
  /// @param topic null in a row for all topics
  /// @param offered contacts that came
  /// @param answered those that were answered
  /// @param abandoned those that ended without an answer
  /// @param inTime those that were answered within [#IN_TIME]
  /// @param waitMean mean wait of those that were answered; null when none was, like the next two
  /// @param waitMedian half waited no longer
  /// @param wait90 nine of ten waited no longer
  /// @param talk mean time in talk of those that were answered, null when none has ended
  /// @param wrapUp mean time of wrap-up, null when there was none
  record Row(
      @Nullable Instant at,
      @Nullable TopicId topic,
      long offered,
      long answered,
      long abandoned,
      long inTime,
      @Nullable Duration waitMean,
      @Nullable Duration waitMedian,
      @Nullable Duration wait90,
      @Nullable Duration talk,
      @Nullable Duration wrapUp) {

    /// The share of those offered that were answered in time, from 0 to 1; null when nobody came.
    public @Nullable Double serviceLevel() {
      return offered == 0 ? null : (double) inTime / offered;
    }
  }

  /// One row for each interval in which somebody came.
  List<Row> byInterval(Question question);

  /// One row for each topic that somebody asked about, over the whole period.
  List<Row> byTopic(Question question);

  /// One row for each interval and topic, at most `rowsMax`.
  List<Row> byIntervalAndTopic(Question question, int rowsMax);
}
