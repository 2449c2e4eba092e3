package org.otklik.app.telephony;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.channel.Connection;
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

  /// So long a telephone may ring after its operator took the offer at the desk; then the contact
  /// goes on to the next.
  static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  /// Dispatch waits a little longer, so that what is reported is what has happened.
  private static final Duration PATIENCE = ANSWER_MAX.plusSeconds(5);

  private final LiveCalls calls;
  private final DefaultOperatorLines lines;
  private final OperatorPhones phones;
  private final Presences presences;
  private final Dispatch dispatch;
  private final MediaPlane plane;
  private final PlayableSounds sounds;
  private final RecordingAlarm alarm;
  private final Path recordings;
  private final Clock clock;

  PhoneChannel(
      LiveCalls calls,
      DefaultOperatorLines lines,
      OperatorPhones phones,
      Presences presences,
      Dispatch dispatch,
      MediaPlane plane,
      PlayableSounds sounds,
      RecordingAlarm alarm,
      TelephonySettings settings,
      Clock clock) {
    this.calls = calls;
    this.lines = lines;
    this.phones = phones;
    this.presences = presences;
    this.dispatch = dispatch;
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

  /// To take the telephone up is to take the offer.
  @Override
  public void ring(ContactId contact, OperatorId operator) {
    if (phones.serves(operator) && calls.find(contact).isPresent()) {
      phones.ring(operator, id(contact), new Ringing(contact, operator));
    }
  }

  @Override
  public void stopRinging(ContactId contact, OperatorId operator) {
    phones.leave(operator, id(contact));
  }

  @Override
  public Duration patience(OperatorId operator) {
    return phones.serves(operator) ? PATIENCE : Duration.ZERO;
  }

  @Override
  public CompletionStage<Connection> connect(
      ContactId contact, OperatorId operator, boolean record) {
    var call = calls.find(contact);
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(Connection.CITIZEN_GONE);
    }
    return line(contact, operator).thenApply(leg -> connect(call.get(), operator, leg, record));
  }

  private Connection connect(
      CitizenCall call, OperatorId operator, Optional<LegId> leg, boolean record) {
    if (leg.isPresent() && join(call, operator, leg.get(), record)) {
      return Connection.MADE;
    }
    phones.leave(operator, call.id());
    return call.over() ? Connection.CITIZEN_GONE : Connection.OPERATOR_FAILED;
  }

  /// Connects a call with its operator, and has the talk recorded if wanted.
  ///
  /// @return false when the call is over
  boolean join(CitizenCall call, OperatorId operator, LegId leg, boolean record) {
    var former = call.operator();
    if (!call.join(operator, () -> plane.connect(call.leg(), leg))) {
      return false;
    }
    if (former != null && !former.equals(operator)) {
      phones.leave(former, call.id());
    }
    calls.tell(call, new CallConnected(call.id()));
    if (record) {
      record(call, operator);
    }
    return true;
  }

  @Override
  public void release(ContactId contact) {
    calls
        .find(contact)
        .filter(call -> !call.handedOver())
        .ifPresent(call -> calls.end(call, CallEnded.Cause.CENTRE));
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
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    var consulted = arrangement.consulted();
    var colleague =
        consulted == null
            ? CompletableFuture.completedFuture(Optional.<LegId>empty())
            : line(contact, consulted);
    return line(contact, arrangement.operator())
        .thenCombine(colleague, (own, other) -> arrange(call.get(), arrangement, own, other));
  }

  /// The operator's sound; a telephone is called, and has to be taken up in time.
  private CompletableFuture<Optional<LegId>> line(ContactId contact, OperatorId operator) {
    return lines
        .line(operator, id(contact), new Talking(contact, operator))
        .copy()
        .completeOnTimeout(Optional.empty(), ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean arrange(
      CitizenCall call,
      Arrangement arrangement,
      Optional<LegId> operator,
      Optional<LegId> colleague) {
    var consulted = arrangement.consulted();
    if (operator.isEmpty() || (consulted != null && colleague.isEmpty())) {
      if (consulted != null) {
        phones.leave(consulted, call.id());
      }
      return false;
    }
    var former = call.operator();
    var seats =
        new Seats(
            call.leg(),
            operator.get(),
            colleague.orElse(null),
            supervisor(arrangement).orElse(null));
    boolean joined = call.join(arrangement.operator(), () -> arrange(seats, arrangement));
    if (joined && !arrangement.operator().equals(former)) {
      if (former != null) {
        phones.leave(former, call.id());
      }
      if (call.isRecorded()) {
        record(call, arrangement.operator());
      }
    }
    return joined;
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
    if (calls.find(contact).filter(call -> operator.equals(call.operator())).isEmpty()) {
      phones.leave(operator, id(contact));
    }
  }

  private void part(CitizenCall call, Object fact) {
    plane.stopRecording(call.leg());
    plane.disconnect(call.leg());
    var former = call.operator();
    call.part();
    if (former != null) {
      phones.leave(former, call.id());
    }
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

  private static CallId id(ContactId contact) {
    return new CallId(contact.value());
  }

  /// What an operator does at a telephone that rings for an offer:
  ///
  /// 1. takes it up: takes the offer, as at the desk;
  /// 2. declines, is engaged, or lets it ring until the telephone gives up: declines the offer;
  /// 3. the telephone is dead, broken, or sends the call elsewhere (never followed: toll fraud):
  ///    the operator has no sound until that is mended;
  /// 4. hangs up before the talk is connected: as in the talk.
  private final class Ringing implements PhoneTalk.Use {
    private final ContactId contact;
    private final OperatorId operator;

    Ringing(ContactId contact, OperatorId operator) {
      this.contact = contact;
      this.operator = operator;
    }

    @Override
    public void answered() {
      presences.accept(operator, contact);
    }

    @Override
    public void failed(DialledCall.Failure why) {
      switch (why) {
        case BUSY -> presences.decline(operator, contact, DeclineReason.PHONE_BUSY);
        case DECLINED, UNAVAILABLE, NO_ANSWER ->
            presences.decline(operator, contact, DeclineReason.DECLINED_BY_PHONE);
        case REDIRECTED, UNREACHABLE, REFUSED -> {}
      }
      new Talking(contact, operator).failed(why);
    }

    @Override
    public void ended(boolean lost) {
      new Talking(contact, operator).ended(lost);
    }
  }

  /// What an operator does at a telephone that is needed for a talk. To take it up is to talk:
  /// whoever waits for the line hears of that; there is no offer to be taken any more.
  ///
  /// 1. the telephone is dead, broken, or sends the call elsewhere: as with an offer;
  /// 2. hangs up: ends the talk; the line dies: the citizen waits again, in front.
  private final class Talking implements PhoneTalk.Use {
    private final ContactId contact;
    private final OperatorId operator;

    Talking(ContactId contact, OperatorId operator) {
      this.contact = contact;
      this.operator = operator;
    }

    @Override
    public void failed(DialledCall.Failure why) {
      LOG.atInfo()
          .addKeyValue("contact", contact.value())
          .log("telephone not taken up why={}", why);
      switch (why) {
        case BUSY, DECLINED, UNAVAILABLE, NO_ANSWER -> {}
        case REDIRECTED, UNREACHABLE, REFUSED -> dispatch.operatorLineLost(operator);
      }
    }

    @Override
    public void ended(boolean lost) {
      if (lost) {
        dispatch.operatorLineLost(operator);
      } else {
        presences.hangUp(operator, contact);
      }
    }
  }
}
