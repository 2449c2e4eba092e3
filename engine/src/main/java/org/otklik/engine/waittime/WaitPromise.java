package org.otklik.engine.waittime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is expected of one wait, made by [WaitForecast#promise], which learns from how it ends.
///
/// @param at when it was made; the wait counts from here
/// @param ground what was known then
/// @param waitedSeconds how long the person had waited already
/// @param estimate how long it will take
/// @param guesses of each [Estimator], in its order, in seconds
public record WaitPromise(
    Instant at,
    WaitGround ground,
    double waitedSeconds,
    WaitEstimate estimate,
    List<Double> guesses) {

  /// Copies the guesses.
  public WaitPromise {
    guesses = List.copyOf(guesses);
  }

  /// The range to tell; empty if it would be longer than [WaitEstimate#LONGEST].
  public Optional<WaitRange> range() {
    return estimate.rounded();
  }

  /// Whether a wait that has taken so long from the promise on is inside the 80 % range.
  public boolean covers(Duration wait) {
    double seconds = WaitEstimate.seconds(wait);
    return seconds >= estimate.fromSeconds() && seconds <= estimate.toSeconds();
  }
}
