package org.otklik.app.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;

/// Where a waiting contact stands. Whoever says an estimate to the citizen reports it by
/// [Dispatch#told], because from then on it is a promise.
///
/// @param position from 1
/// @param estimate null when there is no honest ground for one, or estimates have been wrong lately
public record QueueSpot(ContactId contact, int position, @Nullable Estimate estimate) {

  /// A waiting time from now on as a range, rounded the way people speak, in whole minutes.
  ///
  /// @param news how it stands to what this citizen has been told before
  public record Estimate(Duration from, Duration to, News news) {

    /// One that is told for the first time.
    public Estimate(Duration from, Duration to) {
      this(from, to, News.FIRST);
    }
  }

  /// How an estimate stands to what was told before.
  public enum News {
    /// Nothing was told before.
    FIRST,
    /// The promise holds.
    AS_PROMISED,
    /// It takes longer than promised: say so.
    LONGER
  }
}
