package org.otklik.app.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;

/// Where a waiting contact stands.
///
/// @param position from 1
/// @param estimate null when there is no honest ground for one
public record QueueSpot(ContactId contact, int position, @Nullable Estimate estimate) {

  /// A waiting time as a range, rounded the way people speak, in whole minutes.
  public record Estimate(Duration from, Duration to) {}
}
