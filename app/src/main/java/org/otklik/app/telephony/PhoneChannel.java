package org.otklik.app.telephony;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.channel.RecordingEnded;
import org.otklik.app.dispatch.channel.RecordingStarted;
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
  private final RecordingAlarm alarm;
  private final Path recordings;
  private final Clock clock;

  PhoneChannel(
      LiveCalls calls,
      DefaultOperatorLines lines,
      MediaPlane plane,
      RecordingAlarm alarm,
      TelephonySettings settings,
      Clock clock) {
    this.calls = calls;
    this.lines = lines;
    this.plane = plane;
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
    calls
        .find(contact)
        .ifPresent(
            call -> {
              plane.stopRecording(call.leg());
              plane.disconnect(call.leg());
              call.part();
              calls.tell(call, new CallWaitsAgain(call.id()));
            });
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
