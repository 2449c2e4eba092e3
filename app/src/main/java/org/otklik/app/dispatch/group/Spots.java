package org.otklik.app.dispatch.group;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.waittime.WaitPromise;

/// Where waiting contacts stand, at most half a second old. The group's thread writes it; anybody
/// may read it, also while the database is away.
final class Spots {

  /// Where one stands.
  ///
  /// @param promise from what the estimate was made; null where there is none, and of one who rings
  record Standing(QueueSpot spot, @Nullable WaitPromise promise) {}

  private final Map<ContactId, Standing> standings = new ConcurrentHashMap<>();

  /// The contact waits here now.
  void stands(Standing standing) {
    standings.put(standing.spot().contact(), standing);
  }

  /// The contact waits no longer.
  void left(ContactId contact) {
    standings.remove(contact);
  }

  /// For any thread.
  Optional<QueueSpot> find(ContactId contact) {
    return standing(contact).map(Standing::spot);
  }

  Optional<Standing> standing(ContactId contact) {
    return Optional.ofNullable(standings.get(contact));
  }
}
