package org.otklik.app.dispatch.channel;

import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.engine.routing.OperatorId;

/// Who hears whom while an operator does not talk with the citizen alone.
///
/// @param operator whose talk it is
/// @param consulted the colleague who takes part, null when there is none (yet)
/// @param outside whether the one takes part who answered [ContactChannel#ask]
/// @param supervisor who listens, whispers or joins, null when nobody does
public record Arrangement(
    OperatorId operator,
    @Nullable OperatorId consulted,
    boolean outside,
    Hearing hearing,
    @Nullable Supervisor supervisor) {

  /// Whether somebody takes part whom the operator asks.
  public boolean consults() {
    return consulted != null || outside;
  }

  /// A supervisor and how they take part.
  public record Supervisor(OperatorId operator, Listening how) {}

  /// Who hears whom.
  public enum Hearing {
    /// The operators talk with each other; the citizen hears music.
    CITIZEN_WAITS,
    /// The operator talks with the citizen; the colleague hears music.
    COLLEAGUE_WAITS,
    /// All who take part hear each other.
    ALL
  }
}
