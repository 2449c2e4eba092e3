package org.otklik.app.telephony.media.embedded;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// The part `media` of the product's health: down when a media thread has died, and with it the
/// sound of its calls.
final class MediaHealthIndicator implements HealthIndicator {

  private final EmbeddedMediaPlane plane;

  MediaHealthIndicator(EmbeddedMediaPlane plane) {
    this.plane = plane;
  }

  @Override
  public Health health() {
    return plane.isCarrying() ? Health.up().build() : Health.down().build();
  }
}
