package org.otklik.app.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;

/// Contacts that are over: finding those that were answered, and forgetting what has been kept long
/// enough.
public interface PastContacts {

  /// What is sought; null, or the empty text, means any.
  ///
  /// @param from arrived not before
  /// @param until arrived before
  /// @param operator who talked last
  /// @param numberEnds the caller's number ends with these digits
  record Sought(
      Instant from,
      Instant until,
      @Nullable OperatorId operator,
      @Nullable TopicId topic,
      String numberEnds) {}

  /// Those that were answered, newest first, at most `talksMax`.
  List<ContactLog.Entry> find(Sought sought, int talksMax);

  /// Contacts that ended before `moment`, the oldest first, at most `contactsMax`. A person who is
  /// still to be called back is not among them.
  ///
  /// @param besides contacts that are left out
  List<ContactId> endedBefore(Instant moment, Collection<ContactId> besides, int contactsMax);

  /// Deletes what this module keeps of these contacts; in the caller's transaction if there is one.
  void forget(Collection<ContactId> contacts);
}
