package org.otklik.app.telephony;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.telephony.media.LegId;

/// The legs of those who take part in a talk, and who of them hears whom.
///
/// @param colleague who is consulted, null when nobody is
/// @param supervisor who listens, null when nobody does
record Seats(LegId citizen, LegId operator, @Nullable LegId colleague, @Nullable LegId supervisor) {

  /// Whom each hears; who waits is not in it.
  Map<LegId, Set<LegId>> hearing(Hearing hearing, @Nullable Listening how) {
    var talkers = talkers(hearing);
    var heard = new HashMap<LegId, Set<LegId>>();
    for (var talker : talkers) {
      var others = new HashSet<>(talkers);
      others.remove(talker);
      if (supervisor != null
          && (how == Listening.JOIN || (how == Listening.WHISPER && talker.equals(operator)))) {
        others.add(supervisor);
      }
      heard.put(talker, others);
    }
    if (supervisor != null) {
      heard.put(supervisor, talkers);
    }
    return heard;
  }

  private Set<LegId> talkers(Hearing hearing) {
    var talkers = new HashSet<LegId>();
    talkers.add(operator);
    if (hearing != Hearing.CITIZEN_WAITS) {
      talkers.add(citizen);
    }
    if (colleague != null && hearing != Hearing.COLLEAGUE_WAITS) {
      talkers.add(colleague);
    }
    return talkers;
  }
}
