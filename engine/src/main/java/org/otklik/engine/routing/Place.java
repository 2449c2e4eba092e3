package org.otklik.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person's one place (rule 4): since when they have tried, and the lines that stand on it now.
final class Place implements Timed {

  final PersonKey person;
  final List<Contact> lines = new ArrayList<>(1);

  /// The person's first attempt; waiting counts from here on every line.
  Instant since;

  private final long order;
  private Agenda.@Nullable Entry deadline;

  Place(PersonKey person, Instant since, long order) {
    this.person = person;
    this.since = since;
    this.order = order;
  }

  /// Whether another line of the person is in a talk.
  boolean talksBeside(Contact line) {
    for (int i = 0; i < lines.size(); i++) {
      var other = lines.get(i);
      if (other != line && other.stage == Contact.Stage.TALKING && !other.isConsult()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Agenda.@Nullable Entry deadline() {
    return deadline;
  }

  @Override
  public void deadline(Agenda.@Nullable Entry entry) {
    deadline = entry;
  }

  @Override
  public long order() {
    return order;
  }
}
