package org.otklik.app.dispatch.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.jdbc.PromiseRow;
import org.otklik.engine.waittime.Telling;
import org.otklik.engine.waittime.WaitPromise;

/// One wait of a contact: from its standing in the queue to its end. The group's thread owns it.
final class Waiting {

  /// A promise that was told and has not ended.
  ///
  /// @param at when it was told, in steady time
  record Told(PromiseRow row, Instant at) {}

  /// Since when, in steady time.
  final Instant since;

  /// What was expected of it at first, from which the forecast learns; null while nobody serves.
  @Nullable WaitPromise expected;

  /// What was said last; null while nothing was.
  @Nullable Telling telling;

  /// Promises that are open, the first first.
  final List<Told> told = new ArrayList<>();

  Waiting(Instant since) {
    this.since = since;
  }
}
