package org.otklik.app.telephony.signalling;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The part `sip` of the product's health: up while calls can come in.
@Component
final class SipHealthIndicator implements HealthIndicator {
  private final SipLine line;

  SipHealthIndicator(SipLine line) {
    this.line = line;
  }

  @Override
  public Health health() {
    return line.isRunning() ? Health.up().build() : Health.down().build();
  }
}
