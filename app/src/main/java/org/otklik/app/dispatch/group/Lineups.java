package org.otklik.app.dispatch.group;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Staff;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.jdbc.Lineup;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.engine.routing.TopicId;

/// The line-up in memory, so that callers can be asked for their topic while the database is away.
final class Lineups implements Topics, Staff {
  private final Supplier<Lineup> rows;
  private volatile @Nullable Lineup last;

  Lineups(Supplier<Lineup> rows) {
    this.rows = rows;
  }

  /// Reads it anew.
  Lineup read() {
    var present = rows.get();
    last = present;
    return present;
  }

  /// As it was last read; empty before that.
  Lineup last() {
    var known = last;
    return known == null ? new Lineup(List.of(), Map.of()) : known;
  }

  @Override
  public List<Topic> all() {
    var known = last;
    return (known == null ? read() : known).topics().stream().map(TopicRow::topic).toList();
  }

  @Override
  public Optional<Topic> find(TopicId id) {
    return all().stream().filter(topic -> topic.id().equals(id)).findFirst();
  }

  @Override
  public int operators() {
    return last().capabilities().size();
  }
}
