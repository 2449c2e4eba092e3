package org.otklik.engine.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A [QueueModel] through a [WaitForecast]: everybody who has to wait gets a promise, and how it
/// ends is learnt when it ends. One mean service is 100 seconds.
final class Played {

  private static final double UNIT = 100;
  private static final List<Estimator> ESTIMATORS = List.of(Estimator.values());
  private static final Instant BEGIN = Instant.parse("2026-03-02T06:00:00Z");
  private static final Duration HANDLING = Duration.ofSeconds(100);

  /// How a promise ended for somebody who was taken, in mean services.
  record End(WaitPromise promise, double waited) {

    double estimated() {
      return promise.estimate().meanSeconds() / UNIT;
    }

    double guessed(Estimator estimator) {
      return promise.guesses().get(ESTIMATORS.indexOf(estimator)) / UNIT;
    }

    boolean covered() {
      return promise.covers(Duration.ofNanos(Math.round(waited * UNIT * 1e9)));
    }
  }

  private record Due(double at, WaitPromise promise, double waited) {}

  private final WaitForecast forecast = new WaitForecast();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingDouble(Due::at));
  private final List<End> ends = new ArrayList<>();

  private Played() {}

  /// Everything about services is known, and how long people have patience, if they have not
  /// endless patience.
  static List<End> known(QueueModel model, int servers, @Nullable Double patience, int arrivals) {
    var played = new Played();
    var known = patience == null ? null : duration(patience);
    for (int i = 0; i < arrivals; i++) {
      var waiting = model.next();
      played.endUntil(model.now());
      if (waiting != null) {
        played.promise(waiting, new WaitGround(waiting.ahead() + 1, servers, HANDLING, 0, known));
      }
    }
    return played.ends;
  }

  /// A day on which handling and patience are learnt as it goes.
  static List<End> learnt(QueueModel model, int servers, int arrivals) {
    var played = new Played();
    var handling = new HandlingTimes(Duration.ofMinutes(2), 5, 200);
    var patience = new PatienceTimes(400);
    for (int i = 0; i < arrivals; i++) {
      var waiting = model.next();
      played.endUntil(model.now());
      if (waiting != null) {
        handling.add(duration(waiting.lastService()));
        if (waiting.stays()) {
          patience.taken(duration(waiting.turnIn()));
        } else {
          patience.gaveUp(duration(waiting.patience()));
        }
        played.promise(
            waiting,
            new WaitGround(
                waiting.ahead() + 1,
                servers,
                handling.mean(),
                handling.doubt(),
                patience.mean().orElse(null)));
      }
    }
    return played.ends;
  }

  private void promise(QueueModel.Waiting waiting, WaitGround ground) {
    var promise = forecast.promise(ground, Duration.ZERO, instant(waiting.at())).orElseThrow();
    if (waiting.stays()) {
      due.add(new Due(waiting.at() + waiting.turnIn(), promise, waiting.turnIn()));
    }
  }

  private void endUntil(double now) {
    while (!due.isEmpty() && due.element().at() <= now) {
      var end = due.remove();
      forecast.taken(end.promise(), instant(end.at()));
      ends.add(new End(end.promise(), end.waited()));
    }
  }

  private static Duration duration(double units) {
    return Duration.ofNanos(Math.round(units * UNIT * 1e9));
  }

  private static Instant instant(double units) {
    return BEGIN.plus(duration(units));
  }
}
