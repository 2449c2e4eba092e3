package org.otklik.app.dispatch.group;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The part `dispatch` of the product's health: up when contacts can be accepted.
@Component
final class DispatchHealthIndicator implements HealthIndicator {
  private final QueueGroupHost host;

  DispatchHealthIndicator(QueueGroupHost host) {
    this.host = host;
  }

  @Override
  public Health health() {
    var condition = host.condition();
    var health = condition == GroupThread.Condition.WORKING ? Health.up() : Health.down();
    return health
        .withDetail("condition", condition)
        .withDetail("undecided", host.commands().undecided())
        .build();
  }
}
