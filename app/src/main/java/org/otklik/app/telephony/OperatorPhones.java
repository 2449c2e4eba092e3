package org.otklik.app.telephony;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.engine.routing.OperatorId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The operators' telephones in use: each is called for a talk, and hung up when nobody is left to
/// talk with. A telephone that puts the talk on hold lets the citizen hear music.
@Component
final class OperatorPhones {
  private final Map<OperatorId, PhoneTalk> talks = new ConcurrentHashMap<>();
  private final Dialler dialler;
  private final LiveCalls calls;
  private final MediaPlane plane;
  private final PlayableSounds sounds;

  OperatorPhones(Dialler dialler, LiveCalls calls, MediaPlane plane, PlayableSounds sounds) {
    this.dialler = dialler;
    this.calls = calls;
    this.plane = plane;
    this.sounds = sounds;
  }

  /// Is the operator's sound a telephone, registered or talking?
  boolean serves(OperatorId operator) {
    return dialler.hasPhone(operator) || talks.containsKey(operator);
  }

  /// Calls the operator's telephone for this call, unless it rings or is taken up already.
  PhoneTalk ring(OperatorId operator, CallId call, PhoneTalk.Use use) {
    while (true) {
      var present = talks.get(operator);
      if (present != null && present.serve(call, use)) {
        return present;
      }
      var talk = new PhoneTalk[1];
      talk[0] =
          new PhoneTalk(
              (held, on) -> hold(operator, held, on), () -> talks.remove(operator, talk[0]));
      talk[0].serve(call, use);
      if (present == null
          ? talks.putIfAbsent(operator, talk[0]) == null
          : talks.replace(operator, present, talk[0])) {
        talk[0].dials(dialler.phone(operator, talk[0]));
        return talk[0];
      }
    }
  }

  /// The leg of the operator's telephone, if it is taken up.
  Optional<LegId> leg(OperatorId operator) {
    return Optional.ofNullable(talks.get(operator)).flatMap(PhoneTalk::leg);
  }

  /// The telephone is not needed for this call any more.
  void leave(OperatorId operator, CallId call) {
    var talk = talks.get(operator);
    if (talk != null) {
      talk.leave(call);
    }
  }

  /// Whoever talked there is gone.
  @EventListener
  void on(CallEnded ended) {
    talks.values().forEach(talk -> talk.leave(ended.call()));
  }

  /// The operator lets the citizen hear music, or talks again, at the telephone or at the desk. A
  /// colleague who is asked holds nobody.
  void hold(OperatorId operator, CallId id, boolean held) {
    calls.find(id).ifPresent(call -> call.hold(operator, held, () -> hold(call.leg(), held)));
  }

  private void hold(LegId citizen, boolean held) {
    if (held) {
      plane.hold(citizen, sounds.music());
    } else {
      plane.resume(citizen);
    }
  }
}
