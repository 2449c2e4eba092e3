package org.otklik.app.dispatch.desk;

import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// How far a consult is, for the two who take part.
///
/// @param asking true for the operator whose talk it is, false for the one who is consulted
/// @param other the one on the other side, null while nobody has answered, after the end, and when
///   that is nobody of the centre
/// @param outside whether somebody outside is asked, not a colleague
public record Together(
    ContactId contact, boolean asking, Stage stage, @Nullable OperatorId other, boolean outside) {

  /// How far it is.
  public enum Stage {
    /// A colleague is looked for; the citizen hears music.
    ASKED,
    /// The operators talk; the citizen hears music.
    CONSULTING,
    /// The operator talks with the citizen; the colleague hears music.
    WITH_CITIZEN,
    /// All three talk.
    JOINED,
    /// It is over: the operator is with the citizen again.
    OVER,
    /// Nobody has answered: the operator is with the citizen again.
    UNANSWERED
  }
}
