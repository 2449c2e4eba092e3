package org.otklik.app.contacts;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Which talks were recorded, and where the sound lies.
public interface Recordings {

  /// One recording.
  ///
  /// @param file path below the folder of recordings
  /// @param operator with whom the citizen talked
  /// @param complete false when it stopped before the talk did
  record Recording(ContactId contact, String file, OperatorId operator, boolean complete) {}

  /// The latest recording of a contact.
  Optional<Recording> find(ContactId contact);

  /// Those of these contacts that have a recording.
  Set<ContactId> recorded(Collection<ContactId> contacts);
}
