package org.otklik.app.contacts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.citizens.CitizenId;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Reads what was written down back to the citizen, who confirms or disputes it, statement by
/// statement.
///
/// An answer names the version of the words that it answers: words that were changed meanwhile are
/// never confirmed by an old page. An operator changes nothing after the note is finished, nor a
/// statement that the citizen disputes on the page. Everything that changes anything is in the
/// audit trail.
public interface ReadBacks {

  /// The most statements of one contact: more nobody would confirm.
  int STATEMENTS_MAX = 12;

  /// The most events of one statement; at it nothing more is taken but the settling of a dispute,
  /// and people talk instead.
  int EVENTS_MAX = 40;

  /// What came of a wish.
  sealed interface Done {
    /// Stored, or already so.
    record Stored(Statement statement) implements Done {}

    /// The words, or the draft, have been changed meanwhile: here they are.
    record Changed(Statement statement) implements Done {}

    /// There is no such statement for this person.
    record NotThere() implements Done {}

    /// Not possible as it stands.
    ///
    /// @param fault key of the text to show
    record Refused(String fault) implements Done {}
  }

  /// Words to be stored.
  ///
  /// @param text at most [Statement#TEXT_LENGTH_MAX] characters
  record Words(Statement.Kind kind, String text) {}

  /// What the citizen says to a version of the words.
  ///
  /// @param version of the words that were shown or read out
  /// @param right false when it is disputed
  /// @param remark what is wrong; may be empty
  record Answer(int version, boolean right, String remark) {}

  /// How a supervisor settles a dispute.
  ///
  /// @param version of the words that are disputed
  /// @param note what the citizen is told
  /// @param corrected new words, to be confirmed anew; null to leave them
  record Settlement(int version, String note, @Nullable Words corrected) {}

  /// The statements of these contacts, drafts included, in the order of writing.
  Map<ContactId, List<Statement>> of(Collection<ContactId> contacts);

  /// One statement.
  Optional<Statement> find(StatementId id);

  /// The citizen to whom a contact's statements are shown, if anybody.
  Optional<CitizenId> addressee(ContactId contact);

  /// Names the citizen to whom the contact's statements are shown, null for nobody; false when the
  /// contact is not this operator's, or its note is finished.
  boolean address(ContactId contact, @Nullable CitizenId citizen, OperatorId by);

  /// Stores a draft of the operator who talks or talked; a new id begins a new statement.
  ///
  /// @param saves the number of the save that this one follows
  Done draft(StatementId id, ContactId contact, Words words, int saves, OperatorId by);

  /// Gives these words to the citizen to confirm. The same words again change nothing.
  Done mark(StatementId id, ContactId contact, Words words, int saves, OperatorId by);

  /// What the citizen said aloud to the operator, who read the words out; [Done.Changed] when the
  /// draft says something else than the words that were marked.
  Done heard(StatementId id, ContactId contact, Answer answer, OperatorId by);

  /// What the citizen answers on the page.
  ///
  /// @param by the citizen's account
  Done answered(StatementId id, Answer answer, CitizenId citizen, AccountId by);

  /// Settles a dispute.
  Done settled(StatementId id, Settlement settlement, AccountId supervisor);

  /// The contacts with statements that are shown to this citizen, newest first, at most
  /// `contactsMax`.
  List<ContactId> shownTo(CitizenId citizen, int contactsMax);

  /// Statements that a citizen disputes and nobody has settled, the oldest dispute first, at most
  /// `statementsMax`.
  List<Statement> disputed(int statementsMax);
}
