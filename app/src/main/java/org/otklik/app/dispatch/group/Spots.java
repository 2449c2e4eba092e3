package org.otklik.app.dispatch.group;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Spot;

/// Where waiting contacts stand, at most half a second old. The group's thread writes it; anybody
/// may read it, also while the database is away.
final class Spots {
  private final Map<ContactId, QueueSpot> spots = new ConcurrentHashMap<>();

  /// The contact waits here now.
  void stands(Spot spot) {
    spots.put(spot.contact(), new QueueSpot(spot.contact(), spot.position(), null));
  }

  /// The contact waits no longer.
  void left(ContactId contact) {
    spots.remove(contact);
  }

  Optional<QueueSpot> find(ContactId contact) {
    return Optional.ofNullable(spots.get(contact));
  }
}
