package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.app.dispatch.jdbc.PromiseRow;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.otklik.engine.waittime.HandlingTimes;
import org.otklik.engine.waittime.PatienceTimes;
import org.otklik.engine.waittime.WaitForecast;
import org.otklik.engine.waittime.WaitGround;
import org.otklik.engine.waittime.WaitPromise;

/// What is known of waits: for each queue a forecast and how long people are willing to wait, for
/// each topic how long contacts take. As many as there are topics and languages. The group's thread
/// owns it.
///
/// After a restart it learns anew from the promises that ended last.
final class Estimates {
  /// Assumed of a topic of which nothing is known yet, as if so many contacts had shown it.
  static final Duration ASSUMED = Duration.ofMinutes(4);

  static final int ASSUMED_WEIGHT = 5;

  /// As many contacts is the last mean worth that was known before a restart.
  static final int REMEMBERED_WEIGHT = 50;

  /// So many contacts of a topic count.
  static final int MEMORY = 200;

  /// So many waits of a queue count for patience.
  static final int PATIENCE_MEMORY = 500;

  /// A queue: what people wait for.
  record Line(TopicId topic, Language language) {}

  private record Known(WaitForecast forecast, PatienceTimes patience) {}

  private final Map<TopicId, HandlingTimes> times = new HashMap<>();
  private final Map<Line, Known> lines = new HashMap<>();

  /// A contact of this topic has taken an operator so long, wrap-up included.
  void handled(TopicId topic, Duration time) {
    handling(topic).add(time);
  }

  /// Somebody has waited so long in this queue and is with an operator, or their wait was cut.
  void stayed(Line line, Duration waited) {
    of(line).patience().taken(waited);
  }

  /// Somebody has waited so long in this queue and left.
  void gaveUp(Line line, Duration waited) {
    of(line).patience().gaveUp(waited);
  }

  /// What to expect of the wait of one who stands there; empty if nobody serves.
  Optional<WaitPromise> promise(
      Line line, int position, double operators, Duration waited, Instant at) {
    return forecast(line).promise(ground(line, position, operators), waited, at);
  }

  /// Tells, and learns.
  WaitForecast forecast(Line line) {
    return of(line).forecast();
  }

  private WaitGround ground(Line line, int position, double operators) {
    var handling = handling(line.topic());
    var patience = of(line).patience().mean().orElse(null);
    return new WaitGround(position, operators, handling.mean(), handling.doubt(), patience);
  }

  /// Learns from promises of a process before, the first of each contact.
  void remember(List<PromiseRow> ended) {
    var inOrder = ended.stream().sorted(Comparator.comparing(PromiseRow::toldAt)).toList();
    for (var row : inOrder) {
      var expected = row.expected();
      if (expected != null) {
        var handling = expected.ground().handling();
        times.put(row.topic(), new HandlingTimes(handling, REMEMBERED_WEIGHT, MEMORY));
      }
    }
    inOrder.forEach(this::remember);
  }

  private void remember(PromiseRow row) {
    var expected = row.expected();
    var ending = row.ending();
    if (expected == null || ending == null) {
      return;
    }
    var line = new Line(row.topic(), row.language());
    var wait = Duration.between(row.toldAt(), ending.at());
    if (ending.taken()) {
      var forecast = forecast(line);
      forecast
          .promise(expected.ground(), row.waited(), row.toldAt())
          .ifPresent(promise -> forecast.taken(promise, ending.at()));
      stayed(line, wait);
    } else if (ending.outcome() == PromiseRow.Outcome.PLACE_KEPT
        || ending.outcome() == PromiseRow.Outcome.INTERRUPTED) {
      stayed(line, wait);
    } else {
      gaveUp(line, wait);
    }
  }

  private HandlingTimes handling(TopicId topic) {
    return times.computeIfAbsent(topic, _ -> new HandlingTimes(ASSUMED, ASSUMED_WEIGHT, MEMORY));
  }

  private Known of(Line line) {
    return lines.computeIfAbsent(
        line, _ -> new Known(new WaitForecast(), new PatienceTimes(PATIENCE_MEMORY)));
  }
}
