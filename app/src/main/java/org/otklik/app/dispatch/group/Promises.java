package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.dispatch.group.Estimates.Line;
import org.otklik.app.dispatch.group.Spots.Standing;
import org.otklik.app.dispatch.jdbc.PromiseRow;
import org.otklik.app.dispatch.jdbc.PromiseRow.Ending;
import org.otklik.app.dispatch.jdbc.PromiseRow.Expected;
import org.otklik.app.dispatch.jdbc.PromiseRow.Outcome;
import org.otklik.engine.routing.Router;
import org.otklik.engine.routing.Spot;
import org.otklik.engine.waittime.Telling;
import org.otklik.engine.waittime.WaitPromise;
import org.otklik.engine.waittime.WaitRange;

/// What is told to those who wait, and how it ends. The group's thread owns it.
///
/// 1. What was said is a promise until the wait ends, and every promise has an outcome.
/// 2. One that cannot be kept is taken back for a longer one, which is a promise too; the first one
///    stays and ends as what it was.
/// 3. The forecast learns from what was expected when the wait began, told or not; so it notices
///    when estimates are right again after they have been wrong.
final class Promises {
  /// Said to one whose contact rings at an operator.
  private static final WaitRange SOON = new WaitRange(Duration.ZERO, Duration.ofMinutes(1));

  private final GroupState state;
  private final Router router;
  private final Spots spots;

  Promises(GroupState state, Router router, Spots spots) {
    this.state = state;
    this.router = router;
    this.spots = spots;
  }

  /// The contact stands here now.
  void stands(LiveContact contact, Spot spot) {
    var now = state.now.steady();
    var waiting = contact.waiting;
    if (waiting == null) {
      waiting = new Waiting(now);
      contact.waiting = waiting;
    }
    if (contact.stage() == LiveContact.Stage.RINGING) {
      var news = waiting.telling == null ? News.FIRST : News.AS_PROMISED;
      spots.stands(
          new Standing(
              new QueueSpot(
                  contact.id(), spot.position(), new Estimate(SOON.from(), SOON.to(), news)),
              null));
      return;
    }
    var line = lineOf(contact);
    var waited = Duration.between(spot.since(), state.now.routing());
    var promise =
        state
            .estimates
            .promise(line, spot.position(), spot.operatorsEffective(), waited, now)
            .orElse(null);
    if (waiting.expected == null) {
      waiting.expected = promise;
    }
    spots.stands(
        new Standing(
            new QueueSpot(contact.id(), spot.position(), estimate(line, promise, waiting.telling)),
            promise));
  }

  private @Nullable Estimate estimate(
      Line line, @Nullable WaitPromise promise, @Nullable Telling before) {
    return promise == null
        ? null
        : state.estimates.forecast(line).tell(promise, before).map(Promises::estimate).orElse(null);
  }

  static Estimate estimate(Telling telling) {
    var news =
        switch (telling.news()) {
          case FIRST -> News.FIRST;
          case AS_PROMISED -> News.AS_PROMISED;
          case LONGER -> News.LONGER;
        };
    return new Estimate(telling.range().from(), telling.range().to(), news);
  }

  /// The citizen was told this. Only what is news is a promise; of two ways that tell the same at
  /// once, the first counts.
  void told(LiveContact contact, QueueSpot spot, ToldBy by) {
    var waiting = contact.waiting;
    var estimate = spot.estimate();
    if (waiting == null || estimate == null || !contact.isInTheQueue()) {
      return;
    }
    var now = state.now.steady();
    var until = now.plus(estimate.to());
    var before = waiting.telling;
    boolean isNews =
        before == null || (estimate.news() == News.LONGER && until.isAfter(before.by()));
    if (!isNews) {
      return;
    }
    var said = new WaitRange(estimate.from(), estimate.to());
    var news = before == null ? Telling.News.FIRST : Telling.News.LONGER;
    waiting.telling = new Telling(news, said, until);
    var row = row(contact, spot.position(), said, by);
    waiting.told.add(new Waiting.Told(row, now));
    state.journal.promise(row);
    router.spot(contact.id(), state.now.routing()).ifPresent(here -> stands(contact, here));
  }

  private PromiseRow row(LiveContact contact, int position, WaitRange said, ToldBy by) {
    var promise = spots.standing(contact.id()).map(Standing::promise).orElse(null);
    var waited = Duration.between(contact.placeSince, state.now.wall());
    return new PromiseRow(
        contact.id(),
        ++contact.promisesTold,
        contact.request.topic(),
        contact.request.language(),
        state.now.wall(),
        by,
        position,
        waited.isNegative() ? Duration.ZERO : waited,
        said,
        promise == null ? null : expected(promise),
        null);
  }

  private static Expected expected(WaitPromise promise) {
    var estimate = promise.estimate();
    return new Expected(
        promise.ground(), estimate.meanSeconds(), estimate.fromSeconds(), estimate.toSeconds());
  }

  /// The contact talks with an operator.
  void taken(LiveContact contact) {
    var waiting = contact.waiting;
    if (waiting == null) {
      return;
    }
    var now = state.now.steady();
    var line = lineOf(contact);
    if (waiting.expected != null) {
      state.estimates.forecast(line).taken(waiting.expected, now);
    }
    if (waitsOnTheLine(contact)) {
      state.estimates.stayed(line, Duration.between(waiting.since, now));
    }
    for (var told : waiting.told) {
      end(told, against(told, now), true);
    }
    contact.waiting = null;
  }

  /// The contact has its outcome without having talked in this wait, if it waits.
  void closed(LiveContact contact, ContactLog.Outcome how) {
    switch (how) {
      case LEFT -> gaveUp(contact);
      case TO_CALL_BACK, CALLED_BACK, NOT_REACHED -> cut(contact, Outcome.PLACE_KEPT);
      case TALKED -> cut(contact, Outcome.INTERRUPTED);
    }
  }

  private void gaveUp(LiveContact contact) {
    var waiting = contact.waiting;
    if (waiting == null) {
      return;
    }
    var now = state.now.steady();
    if (waitsOnTheLine(contact)) {
      state.estimates.gaveUp(lineOf(contact), Duration.between(waiting.since, now));
    }
    for (var told : waiting.told) {
      boolean late = against(told, now) == Outcome.LONGER;
      end(told, late ? Outcome.LONGER : Outcome.GAVE_UP, false);
    }
    contact.waiting = null;
  }

  /// The wait ends without anybody's wish.
  void cut(LiveContact contact, Outcome how) {
    var waiting = contact.waiting;
    if (waiting == null) {
      return;
    }
    if (waitsOnTheLine(contact)) {
      state.estimates.stayed(lineOf(contact), Duration.between(waiting.since, state.now.steady()));
    }
    waiting.told.forEach(told -> end(told, how, false));
    contact.waiting = null;
  }

  private void end(Waiting.Told told, Outcome how, boolean taken) {
    var at = state.now.wall();
    var toldAt = told.row().toldAt();
    var endedAt = at.isBefore(toldAt) ? toldAt : at; // the clock may have been turned back
    state.journal.promise(told.row().ended(new Ending(endedAt, how, taken)));
  }

  private static Outcome against(Waiting.Told told, Instant now) {
    var wait = Duration.between(told.at(), now);
    var said = told.row().said();
    if (wait.compareTo(said.from()) < 0) {
      return Outcome.SHORTER;
    }
    return wait.compareTo(said.to()) > 0 ? Outcome.LONGER : Outcome.INSIDE;
  }

  /// How long somebody is willing to wait for a callback says nothing of the line.
  private static boolean waitsOnTheLine(LiveContact contact) {
    return !contact.request.outgoing();
  }

  static Line lineOf(LiveContact contact) {
    return new Line(contact.request.topic(), contact.request.language());
  }
}
