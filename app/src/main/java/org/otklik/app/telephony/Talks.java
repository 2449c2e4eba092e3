package org.otklik.app.telephony;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Arrangement.Hearing;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets citizens and operators hear each other, and has their talks recorded. It knows in which
/// talk each operator's sound is, so that the late end of one does not touch the next.
@Component
final class Talks {
  private static final Logger LOG = LoggerFactory.getLogger(Talks.class);

  /// A folder for each day keeps folders small.
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final LiveCalls calls;
  private final OperatorPhones phones;
  private final MediaPlane plane;
  private final PlayableSounds sounds;
  private final RecordingAlarm alarm;
  private final Path recordings;
  private final Clock clock;

  /// The latest talk of each operator. Guarded by itself, together with what is asked of the plane.
  private final Map<OperatorId, CallId> latest = new HashMap<>();

  Talks(
      LiveCalls calls,
      OperatorPhones phones,
      MediaPlane plane,
      PlayableSounds sounds,
      RecordingAlarm alarm,
      TelephonySettings settings,
      Clock clock) {
    this.calls = calls;
    this.phones = phones;
    this.plane = plane;
    this.sounds = sounds;
    this.alarm = alarm;
    this.recordings = settings.recordings();
    this.clock = clock;
  }

  /// Connects a call with its operator, and has the talk recorded if wanted.
  ///
  /// @return false when the call is over
  boolean join(CitizenCall call, OperatorId operator, LegId leg, boolean record) {
    var former = call.operator();
    if (!call.join(operator, () -> connect(call, operator, leg))) {
      return false;
    }
    left(call, former, operator);
    var _ = call.hear(operator);
    calls.tell(call, new CallConnected(call.id()));
    if (record) {
      record(call, operator);
    }
    return true;
  }

  private void connect(CitizenCall call, OperatorId operator, LegId leg) {
    synchronized (latest) {
      latest.put(operator, call.id());
      plane.connect(call.leg(), leg);
    }
  }

  /// The citizen hears what happens while a number outside is called; the operator's line stays.
  /// Whom an operator has called hears music alone: reception knows neither their line nor
  /// language.
  void waits(CitizenCall call, Object fact) {
    plane.stopRecording(call.leg());
    plane.disconnect(call.leg());
    call.part();
    if (call.isMade()) {
      plane.music(call.leg(), sounds.music());
    }
    calls.tell(call, fact);
  }

  /// Lets those who take part hear each other as arranged.
  ///
  /// @return false when the call is over
  boolean arrange(CitizenCall call, Arrangement arrangement, Seats seats) {
    var former = call.operator();
    if (!call.join(arrangement.operator(), () -> bridge(call, arrangement, seats))) {
      return false;
    }
    left(call, former, arrangement.operator());
    if (arrangement.hearing() != Hearing.CITIZEN_WAITS) {
      hear(call, arrangement.operator());
    }
    return true;
  }

  /// A citizen who hears an operator again, or another one, is told so and recorded. One who waits
  /// does not: a supervisor may have come while a number outside rings.
  private void hear(CitizenCall call, OperatorId operator) {
    var before = call.hear(operator);
    if (before == null) {
      calls.tell(call, new CallConnected(call.id()));
    }
    if (!operator.equals(before) && call.isRecorded()) {
      record(call, operator);
    }
  }

  private void bridge(CitizenCall call, Arrangement arrangement, Seats seats) {
    var supervisor = arrangement.supervisor();
    synchronized (latest) {
      seated(call, arrangement.operator());
      seated(call, arrangement.consulted());
      seated(call, supervisor == null ? null : supervisor.operator());
      switch (arrangement.hearing()) {
        case CITIZEN_WAITS -> waits(seats.citizen());
        case COLLEAGUE_WAITS -> waits(seats.colleague());
        case ALL -> {}
      }
      plane.bridge(
          seats.hearing(arrangement.hearing(), supervisor == null ? null : supervisor.how()));
    }
    keepHold(call, arrangement);
  }

  private void seated(CitizenCall call, @Nullable OperatorId operator) {
    if (operator != null) {
      latest.put(operator, call.id());
    }
  }

  /// Who waits hears music; the others hear each other.
  private void waits(@Nullable LegId leg) {
    if (leg != null) {
      plane.disconnect(leg);
      plane.music(leg, sounds.music());
    }
  }

  /// Every arrangement ends hold in the plane. A consult ends it for good; somebody who only
  /// listens does not.
  private void keepHold(CitizenCall call, Arrangement arrangement) {
    if (arrangement.consults() || arrangement.hearing() != Hearing.ALL) {
      call.endHold();
    } else if (call.held()) {
      plane.hold(call.leg(), sounds.music());
    }
  }

  /// The telephone of one who is not in the talk any more is hung up.
  private void left(CitizenCall call, @Nullable OperatorId former, OperatorId present) {
    if (former != null && !former.equals(present)) {
      phones.leave(former, call.id());
    }
  }

  /// The operator hears silence, unless they are in another talk by now.
  void apart(CallId call, OperatorId operator, LegId leg) {
    synchronized (latest) {
      if (latest.remove(operator, call)) {
        plane.disconnect(leg);
        plane.stop(leg);
      }
    }
  }

  /// The citizen is with nobody, and everybody is told this.
  void part(CitizenCall call, Object fact) {
    var former = call.operator();
    waits(call, fact);
    if (former != null) {
      phones.leave(former, call.id());
    }
  }

  private void record(CitizenCall call, OperatorId operator) {
    var now = clock.instant();
    var contact = new ContactId(call.id().value());
    var file = "%s/%s-%d.wav".formatted(DAY.format(now), call.id().value(), call.nextRecording());
    calls.tell(call, new RecordingStarted(contact, operator, file, now));
    plane.record(call.leg(), recordings.resolve(file), end -> recorded(call, contact, file, end));
  }

  private void recorded(CitizenCall call, ContactId contact, String file, RecordingEnd end) {
    var complete =
        switch (end) {
          case RecordingEnd.Saved saved -> true;
          case RecordingEnd.Failed(_, _, var reason) -> {
            LOG.atError()
                .addKeyValue("contact", contact.value())
                .log("recording stopped cause={}", reason);
            alarm.raise();
            yield false;
          }
        };
    calls.tell(call, new RecordingEnded(contact, file, clock.instant(), complete));
  }
}
