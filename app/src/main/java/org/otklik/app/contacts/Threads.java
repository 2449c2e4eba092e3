package org.otklik.app.contacts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Supervision;

/// A person's contacts in one thread.
public interface Threads {

  /// One contact of the thread.
  ///
  /// @param note null when nothing was written
  /// @param pull that a supervisor pulled it forward, and why; null when nobody did
  /// @param recording true when there is a recording that the reader may hear
  record Item(
      ContactLog.Entry contact,
      Notes.@Nullable Note note,
      Supervision.@Nullable Pull pull,
      boolean recording) {}

  /// The thread of a number or a signed-in citizen as this reader may see it, newest first, at most
  /// 50.
  List<Item> of(@Nullable String callerNumber, @Nullable UUID citizenId, CurrentAccount reader);

  /// The contacts that this operator talked to, newest first, at most `itemsMax`.
  List<Item> with(CurrentAccount operator, int itemsMax);
}
