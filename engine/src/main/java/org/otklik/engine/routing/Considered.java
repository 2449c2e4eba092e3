package org.otklik.engine.routing;

import java.util.Map;

/// The signed-in operators who were looked at for a contact and not chosen, by what kept them from
/// it (rule 10).
///
/// @param free nothing did; others came first
/// @param busy in a talk, after one, or another contact rings at them
/// @param lacks how many others lack what, none where it is nobody; not to be changed
record Considered(int free, int busy, int paused, int declined, Map<Lack, Integer> lacks) {

  /// Somebody qualifies who is not paused.
  boolean someoneServes() {
    return free + busy + declined > 0;
  }
}
