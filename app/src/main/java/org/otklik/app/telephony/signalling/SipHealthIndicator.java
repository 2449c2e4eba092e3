package org.otklik.app.telephony.signalling;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The part `sip` of the product's health: up while calls can come in. A trunk that does not
/// register us is told beside it: others may bring calls.
@Component
final class SipHealthIndicator implements HealthIndicator {
  private final SipLine line;
  private final TrunkRegistrations registrations;

  SipHealthIndicator(SipLine line, TrunkRegistrations registrations) {
    this.line = line;
    this.registrations = registrations;
  }

  @Override
  public Health health() {
    var health = line.isRunning() ? Health.up() : Health.down();
    var states = registrations.states();
    return states.isEmpty() ? health.build() : health.withDetail("registered", states).build();
  }
}
