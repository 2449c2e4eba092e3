package org.otklik.app.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// The part `database` of the product's health.
final class DatabaseHealthIndicator implements HealthIndicator {

  private final DatabaseState state;

  DatabaseHealthIndicator(DatabaseState state) {
    this.state = state;
  }

  @Override
  public Health health() {
    return state.available() ? Health.up().build() : Health.down().build();
  }
}
