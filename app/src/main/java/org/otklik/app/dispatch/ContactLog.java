package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// Contacts as they were, read from the database.
public interface ContactLog {

  /// One contact.
  ///
  /// @param outcome null while it goes on
  record Entry(
      ContactId id,
      Channel channel,
      String line,
      @Nullable String callerNumber,
      @Nullable UUID citizenId,
      TopicId topic,
      String language,
      boolean recordingAllowed,
      Instant arrivedAt,
      @Nullable Instant answeredAt,
      @Nullable Instant endedAt,
      @Nullable OperatorId operator,
      @Nullable Outcome outcome) {}

  /// How a contact ended; every accepted contact gets one.
  enum Outcome {
    /// Talked with an operator.
    TALKED,
    /// Left the queue by own wish (by key, by hanging up, or by cancelling a callback).
    LEFT,
    /// The line or the product died before a talk; the person is on the call-back list. Of a
    /// callback: the promise still stands, whoever gave it asks again.
    TO_CALL_BACK,
    /// Was on the call-back list and has been called.
    CALLED_BACK,
    /// The centre has called the citizen, and nobody answered.
    NOT_REACHED
  }

  /// One by id.
  Optional<Entry> find(ContactId id);

  /// Contacts of this number or citizen, newest first, at most `entriesMax`. A number that does not
  /// belong to somebody (see [ContactRequest#belongsToSomebody]) finds none.
  List<Entry> ofPerson(@Nullable String callerNumber, @Nullable UUID citizenId, int entriesMax);

  /// Contacts that this operator has talked to or talks to, newest first, at most `entriesMax`.
  List<Entry> ofOperator(OperatorId operator, int entriesMax);
}
