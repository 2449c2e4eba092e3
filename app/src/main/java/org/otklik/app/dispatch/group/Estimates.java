package org.otklik.app.dispatch.group;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.otklik.engine.routing.Spot;
import org.otklik.engine.routing.TopicId;
import org.otklik.engine.waittime.HandlingTimes;
import org.otklik.engine.waittime.WaitGround;

/// How long contacts of each topic have taken lately, from which waits are estimated. The group's
/// thread owns it. After a restart it begins with the assumption anew.
final class Estimates {
  /// Assumed of a topic of which nothing is known yet, as if so many contacts had shown it.
  static final Duration ASSUMED = Duration.ofMinutes(4);

  static final int ASSUMED_WEIGHT = 5;

  /// So many contacts of a topic count.
  static final int MEMORY = 200;

  private final Map<TopicId, HandlingTimes> times = new HashMap<>();

  /// A contact of this topic has taken an operator so long, wrap-up included.
  void handled(TopicId topic, Duration time) {
    of(topic).add(time);
  }

  /// From what the wait of one who stands here is estimated. Nobody is supposed to give up, so that
  /// the promise is too long rather than too short.
  WaitGround ground(Spot spot) {
    var handling = of(spot.topic());
    return new WaitGround(
        spot.position(), spot.operatorsEffective(), handling.mean(), handling.doubt(), null);
  }

  private HandlingTimes of(TopicId topic) {
    return times.computeIfAbsent(topic, _ -> new HandlingTimes(ASSUMED, ASSUMED_WEIGHT, MEMORY));
  }
}
