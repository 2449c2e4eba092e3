package org.otklik.app.access.settings;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may sign in, and how long people stay signed in.
///
/// @param idle `OTKLIK_ACCESS_IDLE`: a session without activity ends after it
/// @param longest `OTKLIK_ACCESS_LONGEST`: every session ends after it; a shift fits in
/// @param metricsToken `OTKLIK_ACCESS_METRICS_TOKEN`: whoever sends it as a bearer token may read
///   the metrics; empty: administrators only
/// @param accounts by username; those that are no longer here can no longer sign in
@ConfigurationProperties(value = "otklik.access", ignoreUnknownFields = false)
public record AccessSettings(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("") String metricsToken,
    @DefaultValue Map<String, AccountSettings> accounts) {

  /// @throws IllegalArgumentException if a duration is not positive
  public AccessSettings {
    if (!idle.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException(
          "otklik.access.idle (%s) and otklik.access.longest (%s) must be positive."
              .formatted(idle, longest));
    }
    accounts = Map.copyOf(accounts);
  }
}
