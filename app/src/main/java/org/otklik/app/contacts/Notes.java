package org.otklik.app.contacts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// What operators write down about contacts. Saved as typed, finished in wrap-up.
public interface Notes {

  /// The note of one contact.
  ///
  /// @param text at most 4,000 characters
  /// @param resolution null until chosen
  /// @param reasonCode one of `reasonCodes`, null until chosen
  /// @param version rises with each save; a save with an older one is refused
  /// @param finishedAt null while it can be changed
  record Note(
      ContactId contact,
      OperatorId operator,
      TopicId topic,
      String text,
      @Nullable Resolution resolution,
      @Nullable String reasonCode,
      int version,
      @Nullable Instant finishedAt) {}

  /// What came of the talk.
  enum Resolution {
    /// The question is answered.
    SOLVED,
    /// Handed on to somebody else.
    HANDED_ON,
    /// The citizen will contact us again with something that is missing.
    CITIZEN_TO_RETURN,
    /// Nothing could be done; the note says why.
    NOT_SOLVED,
    /// Silence, a wrong number, a hang-up.
    NO_CONVERSATION
  }

  /// What came of a save.
  sealed interface Saved {
    /// Stored.
    record Stored(Note note) implements Saved {}

    /// Somebody (another page) stored a newer one: here it is.
    record Newer(Note note) implements Saved {}

    /// Not this operator's contact, or finished already.
    record NotYours() implements Saved {}

    /// A field is wrong: code of the text to show by field.
    record Invalid(Map<String, String> faults) implements Saved {}
  }

  /// Reason codes with names by language tag, in the order to show.
  List<ReasonCode> reasonCodes();

  /// A reason for contacting us.
  record ReasonCode(String code, Map<String, String> names) {}

  /// The latest note of a contact, if one was begun. A contact that was handed on has one of each
  /// operator.
  Optional<Note> find(ContactId contact);

  /// What this operator has written of it.
  Optional<Note> find(ContactId contact, OperatorId operator);

  /// The latest notes of these contacts, those that have one.
  Map<ContactId, Note> findAll(Collection<ContactId> contacts);

  /// Saves a draft.
  Saved save(Note draft);

  /// Finishes: resolution and reason code are required then.
  Saved finish(Note note);
}
