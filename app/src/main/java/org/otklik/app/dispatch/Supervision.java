package org.otklik.app.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.app.access.AccountId;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.RoutingSettings;
import org.otklik.engine.routing.TopicId;

/// What a supervisor does to a shift. Everything that changes anything is in the audit trail.
public interface Supervision {

  /// The longest reason of a pull, in characters.
  int REASON_LENGTH_MAX = 200;

  /// By how much longer somebody may have waited and still be overtaken by a pulled contact.
  Duration OVERTAKING_MAX = RoutingSettings.defaults().overtakingMax();

  /// The lowest and the highest level at which an operator answers a topic.
  int LEVEL_MIN = 1;

  /// See [#LEVEL_MIN].
  int LEVEL_MAX = 5;

  /// An operator, present or not, and what they answer.
  ///
  /// @param levels by topic; a topic that is not named is not theirs
  record OperatorTopics(OperatorId operator, String name, Map<TopicId, Integer> levels) {}

  /// A contact that was pulled forward.
  record Pull(ContactId contact, AccountId by, String reason, Instant at) {}

  /// What came of a wish to pull.
  enum Pulled {
    /// It stands further in front now.
    DONE,
    /// Somebody has pulled it already; that counts once.
    ALREADY,
    /// It does not wait any more.
    GONE
  }

  /// All operators of the group, by name.
  List<OperatorTopics> operators();

  /// One of them.
  Optional<OperatorTopics> operator(OperatorId operator);

  /// Sets what an operator answers; an offer that rings and does not fit any more goes on to
  /// others.
  ///
  /// @throws IllegalArgumentException for an unknown operator or topic, or a level out of bounds
  void answer(OperatorId operator, Map<TopicId, Integer> levels, AccountId by);

  /// Gives the operator nothing new; a talk goes on to its end first. False when not on shift.
  boolean pause(OperatorId operator, AccountId by);

  /// Ends a pause. False when the operator is not paused.
  boolean unpause(OperatorId operator, AccountId by);

  /// Pulls a waiting contact forward: it gets the whole bound of overtaking, and no more, so nobody
  /// who has waited longer by more than that is overtaken.
  ///
  /// @param reason shown to the operator, on the board and in the contact's thread
  Pulled pull(ContactId contact, String reason, AccountId by);

  /// The pulls of these contacts.
  Map<ContactId, Pull> pulls(Collection<ContactId> contacts);
}
