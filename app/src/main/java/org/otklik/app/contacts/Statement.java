package org.otklik.app.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.engine.routing.ContactId;

/// One thing that an operator wrote down and the citizen confirms or disputes.
///
/// @param version of the words that the citizen sees, 0 before the first marking
/// @param kind what it is about, as marked
/// @param text the words as marked, empty before the first marking
/// @param draft what the operator has typed
/// @param standing how it stands
/// @param history everything that happened to it, oldest first
public record Statement(
    StatementId id,
    ContactId contact,
    int version,
    Kind kind,
    String text,
    Draft draft,
    Standing standing,
    List<Event> history) {

  /// The longest text, in characters: it is one fact, to be heard once and remembered.
  public static final int TEXT_LENGTH_MAX = 300;

  /// The longest remark, in characters.
  public static final int REMARK_LENGTH_MAX = 1_000;

  /// What a statement is about.
  public enum Kind {
    /// How a person is called.
    NAME,
    /// Where somebody lives or wants something sent.
    ADDRESS,
    /// A number of a document, an account or a telephone.
    NUMBER,
    /// A day.
    DATE,
    /// What the citizen asks for.
    REQUEST,
    /// What we have promised.
    PROMISE,
    /// Anything else.
    OTHER
  }

  /// What is typed and not marked yet.
  ///
  /// @param saves rises with each save; a save with an older one is refused
  public record Draft(Kind kind, String text, int saves) {}

  /// How a statement stands. The table of what may follow is [#next].
  public enum Standing {
    /// Typed, not shown to the citizen.
    DRAFT,
    /// Waits for the citizen's answer.
    OPEN,
    /// The citizen says that it is right.
    CONFIRMED,
    /// The citizen says that it is wrong: a supervisor has to look.
    DISPUTED,
    /// A supervisor has looked and said what came of it.
    SETTLED;

    /// What may come next. A new version of the words is open again, whatever was before; what is
    /// disputed may be disputed with another remark.
    public Set<Standing> next() {
      return switch (this) {
        case DRAFT -> Set.of(OPEN);
        case OPEN -> Set.of(OPEN, CONFIRMED, DISPUTED);
        case CONFIRMED -> Set.of(OPEN, DISPUTED);
        case DISPUTED -> Set.of(OPEN, CONFIRMED, DISPUTED, SETTLED);
        case SETTLED -> Set.of(OPEN, CONFIRMED, DISPUTED);
      };
    }
  }

  /// What happens to a statement.
  public enum What {
    /// The operator gave these words to the citizen to confirm.
    MARKED(Standing.OPEN),
    /// A supervisor changed the words: they are to be confirmed anew.
    CORRECTED(Standing.OPEN),
    /// It is right.
    CONFIRMED(Standing.CONFIRMED),
    /// It is wrong.
    DISPUTED(Standing.DISPUTED),
    /// A dispute was looked into.
    SETTLED(Standing.SETTLED);

    private final Standing standing;

    What(Standing standing) {
      this.standing = standing;
    }

    /// How the statement stands afterwards.
    public Standing standing() {
      return standing;
    }
  }

  /// Where it happened.
  public enum How {
    /// The operator's desk.
    DESK,
    /// The citizen's own page.
    PAGE,
    /// Read out by the operator, who heard the answer.
    VOICE,
    /// The list of disputes.
    BOARD
  }

  /// One thing that happened.
  ///
  /// @param by the account that did it; of an answer by voice, the operator who heard it
  /// @param remark what is wrong, or what came of the dispute
  public record Event(
      int version,
      What what,
      How how,
      AccountId by,
      Kind kind,
      String text,
      @Nullable String remark,
      Instant at) {}

  /// The last that happened, null for a draft.
  public @Nullable Event last() {
    return history.isEmpty() ? null : history.getLast();
  }

  /// Whether the citizen disputes it on the page: only the citizen or a supervisor ends that, never
  /// the operator whose words they are.
  public boolean isDisputedOnPage() {
    var last = last();
    return last != null && last.what() == What.DISPUTED && last.how() == How.PAGE;
  }

  /// Whether the draft says something else than the citizen sees.
  public boolean isChanged() {
    return version > 0 && !(draft.text().equals(text) && draft.kind() == kind);
  }
}
