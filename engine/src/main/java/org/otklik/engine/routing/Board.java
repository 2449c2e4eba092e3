package org.otklik.engine.routing;

import java.time.Instant;
import java.util.List;

/// What a supervisor looks at: a copy, good for any thread.
///
/// @param waiting how many wait or ring, of whom `contacts` may be a part
/// @param contacts those that ring, then those that wait, the most urgent first
/// @param operators in the order of their signing in
public record Board(int waiting, List<WaitingContact> contacts, List<OperatorAtWork> operators) {

  /// Copies the lists.
  public Board {
    contacts = List.copyOf(contacts);
    operators = List.copyOf(operators);
  }

  /// One contact that waits or rings.
  ///
  /// @param since the person's first attempt
  /// @param ring from 1
  /// @param why it is not connected yet
  /// @param declines why operators did not take it lately
  public record WaitingContact(
      ContactId contact,
      TopicId topic,
      Channel channel,
      Priority priority,
      Instant since,
      int ring,
      Reason why,
      List<Declined> declines) {

    /// Copies the declines.
    public WaitingContact {
      declines = List.copyOf(declines);
    }
  }

  /// An operator did not take a contact.
  ///
  /// @param reason in the operator's words or code, as it was given
  public record Declined(OperatorId operator, String reason) {}

  /// One operator.
  ///
  /// @param present false while a last talk goes on after signing out
  /// @param since when the state has been so
  /// @param contacts those that ring at or talk with the operator
  public record OperatorAtWork(
      OperatorId operator,
      OperatorState state,
      boolean present,
      Instant since,
      List<ContactId> contacts) {

    /// Copies the contacts.
    public OperatorAtWork {
      contacts = List.copyOf(contacts);
    }
  }
}
