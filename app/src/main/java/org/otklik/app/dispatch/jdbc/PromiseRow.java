package org.otklik.app.dispatch.jdbc;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.otklik.engine.waittime.WaitGround;
import org.otklik.engine.waittime.WaitRange;

/// A promise as it is at one moment.
///
/// @param number from 1, in the order in which the contact was told
/// @param waited how long the person had waited when it was told
/// @param said from the telling on
/// @param expected from what it was estimated; null of one who rang already
/// @param ending null while it is open
public record PromiseRow(
    ContactId contact,
    int number,
    TopicId topic,
    Language language,
    Instant toldAt,
    ToldBy by,
    int position,
    Duration waited,
    WaitRange said,
    @Nullable Expected expected,
    @Nullable Ending ending) {

  /// What was expected of the wait, in seconds.
  ///
  /// @param low in 1 of 10 cases it is shorter
  /// @param high in 1 of 10 cases it is longer
  public record Expected(WaitGround ground, double mean, double low, double high) {}

  /// How it ended.
  ///
  /// @param taken the wait ended with an operator
  public record Ending(Instant at, Outcome outcome, boolean taken) {}

  /// What became of a promise.
  public enum Outcome {
    /// Taken inside the range that was said.
    INSIDE,
    /// Taken before it.
    SHORTER,
    /// Taken after it, or left when it was over.
    LONGER,
    /// Left of their own accord before it was over.
    GAVE_UP,
    /// The line was lost, or the centre stopped: the person keeps the place.
    PLACE_KEPT,
    /// The product died, or another process has taken the contact over.
    INTERRUPTED
  }

  /// The same, ended.
  public PromiseRow ended(Ending how) {
    return new PromiseRow(
        contact, number, topic, language, toldAt, by, position, waited, said, expected, how);
  }
}
