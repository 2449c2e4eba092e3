package org.otklik.app.desktop.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.SessionId;
import org.otklik.app.access.SignedOut;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.OperatorLines;
import org.otklik.engine.routing.OperatorId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The sound of supervisors who listen from the board. It ends with the session that opened it.
/// Somebody on shift has one line, that of the desk, and opens none here.
@Component
final class BoardSound {

  /// Which session opened it; one for each account.
  private final Map<OperatorId, SessionId> open = new ConcurrentHashMap<>();

  private final OperatorLines lines;
  private final Presences presences;
  private final Teamwork talks;

  BoardSound(OperatorLines lines, Presences presences, Teamwork talks) {
    this.lines = lines;
    this.presences = presences;
    this.talks = talks;
  }

  /// Whether this person may listen from the board now: they are not on shift.
  boolean mayListen(CurrentAccount account) {
    return presences.find(operator(account)).isEmpty();
  }

  /// Opens the sound.
  ///
  /// @return the SDP answer to the browser's offer
  /// @throws OfferRefused when the offer is no good, or its person is on shift
  String open(CurrentAccount account, String offer) {
    if (!mayListen(account)) {
      throw new OfferRefused("The person is on shift.");
    }
    var answer = lines.open(operator(account), offer);
    open.put(operator(account), account.session());
    return answer;
  }

  /// Leaves the talk and closes the sound.
  void close(CurrentAccount account) {
    close(operator(account));
  }

  private void close(OperatorId supervisor) {
    talks.leave(supervisor);
    if (open.remove(supervisor) != null && presences.find(supervisor).isEmpty()) {
      lines.close(supervisor);
    }
  }

  @EventListener
  void on(SignedOut out) {
    var supervisor = new OperatorId(out.account().value());
    if (out.session().equals(open.get(supervisor))) {
      close(supervisor);
    }
  }

  private static OperatorId operator(CurrentAccount account) {
    return new OperatorId(account.id().value());
  }
}
