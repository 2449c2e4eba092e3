package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import java.util.List;
import org.otklik.app.dispatch.Presence;
import org.otklik.engine.routing.PersonKey;

/// What a process that takes a group over finds.
///
/// @param toCallBack how many contacts died while they waited; their people are on the call-back
///   list
/// @param talked how many talks were cut
/// @param promises that ended last, to learn from
public record Recovered(
    int toCallBack,
    int talked,
    List<KeptPlace> places,
    List<Presence> presences,
    List<PromiseRow> promises) {

  /// A person's place to which they may come back.
  ///
  /// @param leftAt since when nobody of theirs waits
  public record KeptPlace(PersonKey person, Instant since, Instant leftAt) {}
}
