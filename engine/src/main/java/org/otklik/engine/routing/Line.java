package org.otklik.engine.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Waiting contacts that need the same of an operator in their present ring, whatever ring it is.
final class Line {

  final Requirement need;

  final WaitingOrder waiting = new WaitingOrder();

  /// Crews that qualify.
  final List<Crew> crews = new ArrayList<>();

  /// Lines with which this one shares a crew, itself included, as of `rivalsAsOf`.
  List<Line> rivals = List.of();

  long rivalsAsOf = -1;

  /// How many signed-in operators lack what, as in [Considered], as of `lacksAsOf`.
  Map<String, String> lacks = Map.of();

  long lacksAsOf = -1;

  Line(Requirement need) {
    this.need = need;
  }
}
