package org.otklik.app.telephony;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.RecordingEnd;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Brings the citizens of calls together with operators, and has their talks recorded.
@Component
final class PhoneChannel implements ContactChannel {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneChannel.class);

  /// A folder for each day keeps folders small.
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private final LiveCalls calls;
  private final DefaultOperatorLines lines;
  private final MediaPlane plane;
  private final PlayableSounds sounds;
  private final RecordingAlarm alarm;
  private final Path recordings;
  private final Clock clock;

  PhoneChannel(
      LiveCalls calls,
      DefaultOperatorLines lines,
      MediaPlane plane,
      PlayableSounds sounds,
      RecordingAlarm alarm,
      TelephonySettings settings,
      Clock clock) {
    this.calls = calls;
    this.lines = lines;
    this.plane = plane;
    this.sounds = sounds;
    this.alarm = alarm;
    this.recordings = settings.recordings();
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.CALL;
  }

  @Override
  public boolean reachable(OperatorId operator) {
    return lines.open(operator);
  }

  @Override
  public CompletionStage<Boolean> connect(ContactId contact, OperatorId operator, boolean record) {
    var call = calls.find(contact);
    var leg = lines.leg(operator).filter(found -> lines.open(operator));
    if (call.isEmpty()
        || leg.isEmpty()
        || !call.get().join(operator, () -> plane.connect(call.get().leg(), leg.get()))) {
      return CompletableFuture.completedFuture(false);
    }
    calls.tell(call.get(), new CallConnected(call.get().id()));
    if (record) {
      record(call.get(), operator);
    }
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public void release(ContactId contact) {
    calls.find(contact).ifPresent(call -> calls.end(call, CallEnded.Cause.CENTRE));
  }

  @Override
  public void requeued(ContactId contact) {
    calls.find(contact).ifPresent(call -> part(call, new CallWaitsAgain(call.id())));
  }

  @Override
  public void aside(ContactId contact, Aside why) {
    calls.find(contact).ifPresent(call -> part(call, new CallAside(call.id(), told(why))));
  }

  @Override
  public CompletionStage<Boolean> arrange(ContactId contact, Arrangement arrangement) {
    var call = calls.find(contact);
    var operator = leg(arrangement.operator());
    var consulted = arrangement.consulted();
    var colleague = consulted == null ? Optional.<LegId>empty() : leg(consulted);
    if (call.isEmpty() || operator.isEmpty() || (consulted != null && colleague.isEmpty())) {
      return CompletableFuture.completedFuture(false);
    }
    var former = call.get().operator();
    var seats =
        new Seats(
            call.get().leg(),
            operator.get(),
            colleague.orElse(null),
            supervisor(arrangement).orElse(null));
    var joined = call.get().join(arrangement.operator(), () -> arrange(seats, arrangement));
    if (joined && !arrangement.operator().equals(former) && call.get().isRecorded()) {
      record(call.get(), arrangement.operator());
    }
    return CompletableFuture.completedFuture(joined);
  }

  private Optional<LegId> leg(OperatorId operator) {
    return lines.leg(operator).filter(found -> lines.open(operator));
  }

  private Optional<LegId> supervisor(Arrangement arrangement) {
    var supervisor = arrangement.supervisor();
    return supervisor == null ? Optional.empty() : leg(supervisor.operator());
  }

  /// Who waits hears music; the others hear each other.
  private void arrange(Seats seats, Arrangement arrangement) {
    switch (arrangement.hearing()) {
      case CITIZEN_WAITS -> waits(seats.citizen());
      case COLLEAGUE_WAITS -> waits(seats.colleague());
      case ALL -> {}
    }
    var supervisor = arrangement.supervisor();
    plane.bridge(
        seats.hearing(arrangement.hearing(), supervisor == null ? null : supervisor.how()));
  }

  private void waits(@Nullable LegId leg) {
    if (leg != null) {
      plane.disconnect(leg);
      plane.music(leg, sounds.music());
    }
  }

  @Override
  public void apart(ContactId contact, OperatorId operator) {
    lines
        .leg(operator)
        .ifPresent(
            leg -> {
              plane.disconnect(leg);
              plane.stop(leg);
            });
  }

  private void part(CitizenCall call, Object fact) {
    plane.stopRecording(call.leg());
    plane.disconnect(call.leg());
    call.part();
    calls.tell(call, fact);
  }

  private static CallAside.Why told(Aside why) {
    return switch (why) {
      case TRANSFERRED -> CallAside.Why.TRANSFERRED;
      case PARKED -> CallAside.Why.PARKED;
    };
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
