package org.otklik.app.dispatch.group;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Spot;
import org.otklik.engine.waittime.WaitEstimate;
import org.otklik.engine.waittime.WaitGround;

/// Where waiting contacts stand, at most half a second old. The group's thread writes it; anybody
/// may read it, also while the database is away.
final class Spots {
  private final Map<ContactId, WaitGround> grounds = new ConcurrentHashMap<>();
  private final Estimates estimates;

  Spots(Estimates estimates) {
    this.estimates = estimates;
  }

  /// The contact waits here now.
  void stands(Spot spot) {
    grounds.put(spot.contact(), estimates.ground(spot));
  }

  /// The contact waits no longer.
  void left(ContactId contact) {
    grounds.remove(contact);
  }

  /// For any thread.
  Optional<QueueSpot> find(ContactId contact) {
    return Optional.ofNullable(grounds.get(contact)).map(ground -> spot(contact, ground));
  }

  private static QueueSpot spot(ContactId contact, WaitGround ground) {
    var range = WaitEstimate.rangeOf(ground);
    return new QueueSpot(
        contact,
        ground.position(),
        range.map(known -> new Estimate(known.from(), known.to())).orElse(null));
  }
}
