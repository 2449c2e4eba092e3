package org.otklik.engine.simulation;

import java.time.Instant;
import java.util.List;
import org.otklik.engine.routing.Decision;
import org.otklik.engine.routing.RoutingEvent;

/// One event of a simulated day and what the router decided on it.
public record Step(Instant at, RoutingEvent event, List<Decision> decisions) {

  /// Copies the decisions.
  public Step {
    decisions = List.copyOf(decisions);
  }
}
