package org.otklik.app.telephony;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.otklik.app.dispatch.Called;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.channel.Arranged;
import org.otklik.app.dispatch.channel.Arrangement;
import org.otklik.app.dispatch.channel.Aside;
import org.otklik.app.dispatch.channel.Connection;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.telephony.media.LegId;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Brings the citizens of calls together with operators: finds the sound of each.
@Component
final class PhoneChannel implements ContactChannel {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneChannel.class);

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
  private final Talks talks;
  private final DefaultOutsideCalls outside;

  PhoneChannel(
      LiveCalls calls,
      DefaultOperatorLines lines,
      OperatorPhones phones,
      Presences presences,
      Dispatch dispatch,
      Talks talks,
      DefaultOutsideCalls outside) {
    this.calls = calls;
    this.lines = lines;
    this.phones = phones;
    this.presences = presences;
    this.dispatch = dispatch;
    this.talks = talks;
    this.outside = outside;
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
    if (leg.isPresent() && talks.join(call, operator, leg.get(), record)) {
      return Connection.MADE;
    }
    phones.leave(operator, call.id());
    return call.over() ? Connection.CITIZEN_GONE : Connection.OPERATOR_FAILED;
  }

  @Override
  public CompletionStage<Called> call(
      ContactId contact, OperatorId operator, String number, boolean record) {
    return outside.dial(id(contact), operator, number, record, new Talking(contact, operator));
  }

  @Override
  public CompletionStage<Called> handOn(ContactId contact, OperatorId operator, String number) {
    var call = calls.find(contact);
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(Called.CANCELLED);
    }
    talks.waits(call.get(), new CallAside(call.get().id(), CallAside.Why.TRANSFERRED));
    return outside
        .transfer(call.get(), number)
        .whenComplete(
            (how, _) -> {
              if (how == Called.ANSWERED) {
                phones.leave(operator, call.get().id());
              }
            });
  }

  @Override
  public CompletionStage<Called> ask(ContactId contact, OperatorId operator, String number) {
    var call = calls.find(contact);
    var leg = lines.leg(operator);
    if (call.isEmpty()) {
      return CompletableFuture.completedFuture(Called.CANCELLED);
    }
    if (leg.isEmpty()) {
      return CompletableFuture.completedFuture(Called.NO_LINE);
    }
    return outside.ask(call.get(), leg.get(), number, () -> dispatch.askedGone(contact));
  }

  @Override
  public void stopAsking(ContactId contact) {
    outside.stopAsking(id(contact));
  }

  @Override
  public CompletionStage<Called> leaveToAsked(ContactId contact, OperatorId operator) {
    var call = calls.find(contact);
    if (call.isEmpty() || !outside.leaveToAsked(call.get())) {
      return CompletableFuture.completedFuture(Called.NO_ANSWER);
    }
    apart(contact, operator);
    return CompletableFuture.completedFuture(Called.ANSWERED);
  }

  @Override
  public void stopHandingOn(ContactId contact) {
    outside.stopTransfer(id(contact));
  }

  @Override
  public void release(ContactId contact) {
    outside.hangUp(id(contact));
    calls
        .find(contact)
        .filter(call -> !call.handedOver())
        .ifPresent(call -> calls.end(call, CallEnded.Cause.CENTRE));
  }

  @Override
  public void requeued(ContactId contact) {
    calls
        .find(contact)
        .filter(call -> !call.handedOver())
        .ifPresent(call -> talks.part(call, new CallWaitsAgain(call.id())));
  }

  @Override
  public void aside(ContactId contact, Aside why) {
    calls.find(contact).ifPresent(call -> talks.part(call, new CallAside(call.id(), told(why))));
  }

  @Override
  public CompletionStage<Boolean> reach(ContactId contact, OperatorId colleague) {
    return line(contact, colleague)
        .thenApply(
            leg -> {
              if (leg.isEmpty()) {
                phones.leave(colleague, id(contact));
              }
              return leg.isPresent();
            });
  }

  @Override
  public Arranged arrange(ContactId contact, Arrangement arrangement) {
    var call = calls.find(contact);
    var operator = lines.leg(arrangement.operator());
    var colleague = lines.find(arrangement.consulted());
    if (call.isEmpty()) {
      return Arranged.CITIZEN_GONE;
    }
    if (operator.isEmpty()) {
      return Arranged.OPERATOR_FAILED;
    }
    if (arrangement.consulted() != null && colleague.isEmpty()) {
      return Arranged.COLLEAGUE_FAILED;
    }
    if (arrangement.outside()) { // gone by now, dispatch is told by itself
      colleague = outside.asked(id(contact));
    }
    var supervisor = arrangement.supervisor();
    var seats =
        new Seats(
            call.get().leg(),
            operator.get(),
            colleague.orElse(null),
            lines.find(supervisor == null ? null : supervisor.operator()).orElse(null));
    return talks.arrange(call.get(), arrangement, seats) ? Arranged.DONE : Arranged.CITIZEN_GONE;
  }

  /// The operator's sound; a telephone is called, and has to be taken up in time.
  private CompletableFuture<Optional<LegId>> line(ContactId contact, OperatorId operator) {
    return lines
        .line(operator, id(contact), new Talking(contact, operator))
        .copy()
        .completeOnTimeout(Optional.empty(), ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void apart(ContactId contact, OperatorId operator) {
    lines.leg(operator).ifPresent(leg -> talks.apart(id(contact), operator, leg));
    if (calls.find(contact).filter(call -> operator.equals(call.operator())).isEmpty()) {
      phones.leave(operator, id(contact));
    }
  }

  private static CallAside.Why told(Aside why) {
    return switch (why) {
      case TRANSFERRED -> CallAside.Why.TRANSFERRED;
      case PARKED -> CallAside.Why.PARKED;
    };
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
