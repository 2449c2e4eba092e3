package org.otklik.app.contacts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.engine.routing.OperatorId;

/// A person's contacts in one thread.
public interface Threads {

  /// One contact of the thread.
  ///
  /// @param note null when nothing was written
  /// @param recording true when there is a recording that can be played
  record Item(ContactLog.Entry contact, Notes.@Nullable Note note, boolean recording) {}

  /// The thread of a number or a signed-in citizen, newest first, at most 50.
  List<Item> of(@Nullable String callerNumber, @Nullable UUID citizenId);

  /// The contacts that this operator talked to, newest first, at most `itemsMax`.
  List<Item> with(OperatorId operator, int itemsMax);
}
