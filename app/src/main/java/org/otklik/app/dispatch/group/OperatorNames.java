package org.otklik.app.dispatch.group;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Component;

/// Names of operators in memory, for the board.
@Component
final class OperatorNames {
  private final Map<OperatorId, String> names = new ConcurrentHashMap<>();

  String name(OperatorId operator) {
    return names.getOrDefault(operator, "");
  }
}
