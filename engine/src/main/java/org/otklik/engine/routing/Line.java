package org.otklik.engine.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Waiting contacts that need the same of an operator in their present ring, whatever ring it is.
final class Line {

  final Requirement need;

  final WaitingOrder waiting = new WaitingOrder();

  /// Crews that qualify.
  final List<Crew> crews = new ArrayList<>();

  /// Lines of the same topic with which this one shares a crew, itself included; null when that is
  /// to be looked at anew.
  @Nullable List<Line> rivals;

  /// How many signed-in operators lack what, as in [Considered], as of `lacksAsOf`.
  Map<Lack, Integer> lacks = Map.of();

  long lacksAsOf = -1;

  /// Nobody may join it any more.
  boolean forgotten;

  Line(Requirement need) {
    this.need = need;
  }
}
