package org.otklik.app.portal.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings;
import org.otklik.app.callback.Bookings.Kept;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.app.pages.Centre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The score of promises for everybody: however many ask, the database is asked at most once in
/// [#FRESH_FOR]; meanwhile, and while it is away, the last answer is given.
@Component
final class PublishedWaits {
  static final Duration FRESH_FOR = Duration.ofSeconds(15);

  /// Days with today over which coverage is published.
  static final int DAYS = 7;

  private static final Logger LOG = LoggerFactory.getLogger(PublishedWaits.class);

  /// What is published.
  ///
  /// @param hours of today
  /// @param topics today
  /// @param days the last ones, with today
  /// @param callbacks of the last days
  record Published(
      Instant at, List<Score> hours, List<Score> topics, List<Score> days, Kept callbacks) {}

  private final Waits waits;
  private final Bookings bookings;
  private final Centre centre;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Published last;

  PublishedWaits(Waits waits, Bookings bookings, Centre centre, Clock clock) {
    this.waits = waits;
    this.bookings = bookings;
    this.centre = centre;
    this.clock = clock;
  }

  /// The last known score; null when none could be read since the start.
  @Nullable Published find() {
    var known = last;
    if (known != null && clock.instant().isBefore(known.at().plus(FRESH_FOR))) {
      return known;
    }
    if (known == null) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return known;
    }
    try {
      return isFresh() ? last : ask();
    } finally {
      asking.unlock();
    }
  }

  private boolean isFresh() {
    var known = last;
    return known != null && clock.instant().isBefore(known.at().plus(FRESH_FOR));
  }

  private @Nullable Published ask() {
    try {
      var now = clock.instant();
      var today = LocalDate.ofInstant(now, centre.zone());
      var hours = question(today, today, Interval.HOUR);
      var days = question(today.minusDays(DAYS - 1L), today, Interval.DAY);
      last =
          new Published(
              now,
              waits.byInterval(hours),
              waits.byTopic(hours),
              waits.byInterval(days),
              bookings.kept(now.minus(Duration.ofDays(DAYS))));
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("The score of promises cannot be read now.", e);
    }
    return last;
  }

  private Question question(LocalDate from, LocalDate to, Interval interval) {
    var zone = centre.zone();
    return new Question(
        from.atStartOfDay(zone).toInstant(),
        to.plusDays(1).atStartOfDay(zone).toInstant(),
        interval,
        null,
        zone);
  }
}
