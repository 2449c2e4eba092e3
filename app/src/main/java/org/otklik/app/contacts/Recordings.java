package org.otklik.app.contacts;

import java.util.Collection;
import java.util.List;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.Role;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Which talks were recorded, and where the sound lies.
public interface Recordings {

  /// One recording. A contact has several when its talk broke off and another operator went on.
  ///
  /// @param part 1 for the first of its contact
  /// @param file path below the folder of recordings
  /// @param operator with whom the citizen talked
  /// @param ended false while it goes on, and for ever when the product was killed meanwhile
  /// @param complete false when it stopped before the talk did
  record Recording(
      ContactId contact,
      int part,
      String file,
      OperatorId operator,
      boolean ended,
      boolean complete) {

    /// Only the operator who talked, supervisors and quality leads may hear it. For everybody else
    /// it is not there.
    public boolean mayBeHeardBy(CurrentAccount account) {
      return account.isAny(Role.SUPERVISOR, Role.QUALITY)
          || operator.value().equals(account.id().value());
    }
  }

  /// The recordings of these contacts, the parts of each in order.
  List<Recording> of(Collection<ContactId> contacts);
}
