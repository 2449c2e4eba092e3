package org.otklik.engine.routing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One place for each person (rule 4). Redialling continues it, a second line shares it, a talk
/// that has ended uses it up.
final class Places {

  /// How many places without a line are kept; beyond that a person who goes loses theirs and begins
  /// anew. Only a flood of invented numbers gets there.
  static final int KEPT_MAX = 200_000;

  private final Map<PersonKey, Place> places = new HashMap<>();
  private int kept;

  @Nullable Place find(PersonKey person) {
    return places.get(person);
  }

  /// The person's place, which is a new one if they have none.
  Place placeOf(PersonKey person, Instant since, long order) {
    var known = places.get(person);
    if (known != null) {
      return known;
    }
    var place = new Place(person, since, order);
    places.put(person, place);
    kept++;
    return place;
  }

  /// The first line on a place stands by the right of it, every further one by its own.
  void take(Place place, Contact contact) {
    contact.own = place.lines.isEmpty() ? place.since : contact.own;
    join(place, contact);
  }

  private void join(Place place, Contact contact) {
    kept -= place.lines.isEmpty() ? 1 : 0;
    place.lines.add(contact);
  }

  /// The line has gone; says whether the place has no line now and is to be kept.
  boolean leave(Contact contact) {
    var place = contact.place;
    place.lines.remove(contact);
    if (!place.lines.isEmpty()) {
      handDown(contact);
      return false;
    }
    kept++;
    if (kept > KEPT_MAX) {
      forget(place);
      return false;
    }
    return true;
  }

  /// The right of a line that has gone, such as a call that has become a callback, is the oldest's.
  private static void handDown(Contact gone) {
    if (gone.isConsult()) {
      return;
    }
    gone.place.lines.stream()
        .filter(line -> !line.isConsult())
        .min(Comparator.comparingLong(Contact::order))
        .ifPresent(line -> line.own = line.own.isBefore(gone.own) ? line.own : gone.own);
  }

  /// A talk has ended. Lines of the person that are left stand from now on where they stand by
  /// their own right: they neither profit from the talk nor lose what they have waited.
  List<Contact> useUp(Contact contact, long order) {
    var place = contact.place;
    places.remove(place.person);
    place.lines.remove(contact);
    if (place.lines.isEmpty()) {
      return List.of();
    }
    var first = place.lines.stream().map(line -> line.own).min(Instant::compareTo).orElseThrow();
    var own = placeOf(place.person, first, order);
    for (var line : place.lines) {
      join(own, line);
      line.place = own;
    }
    return List.copyOf(place.lines);
  }

  /// The person's time is up.
  void forget(Place place) {
    places.remove(place.person);
    kept--;
  }
}
