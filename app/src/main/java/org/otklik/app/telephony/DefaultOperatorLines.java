package org.otklik.app.telephony;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.telephony.media.LegId;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
final class DefaultOperatorLines implements OperatorLines {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultOperatorLines.class);

  private final Map<OperatorId, LegId> legs = new ConcurrentHashMap<>();
  private final Map<OperatorId, Boolean> flowing = new ConcurrentHashMap<>();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final MediaPlane plane;
  private final MediaGroup group;
  private final LiveCalls calls;
  private final Dispatch dispatch;
  private final OperatorPhones phones;

  DefaultOperatorLines(
      MediaPlane plane,
      MediaGroup group,
      LiveCalls calls,
      OperatorPhones phones,
      Dispatch dispatch) {
    this.plane = plane;
    this.group = group;
    this.calls = calls;
    this.dispatch = dispatch;
    this.phones = phones;
  }

  @Override
  public String open(OperatorId operator, String offer) {
    var leg = legs.get(operator);
    if (leg != null && plane.renegotiate(leg, offer) instanceof Negotiated.Agreed(_, var sdp, _)) {
      return sdp;
    }
    return switch (plane.openBrowser(group, offer, Party.OPERATOR, new Ears(operator))) {
      case Negotiated.Agreed(var opened, var sdp, _) -> {
        replace(operator, opened);
        yield sdp;
      }
      case Negotiated.Refused(var reason) -> throw new OfferRefused(sentence(reason));
    };
  }

  private void replace(OperatorId operator, LegId opened) {
    var older = legs.put(operator, opened);
    if (older != null) {
      plane.close(older);
    }
  }

  @Override
  public void close(OperatorId operator) {
    var leg = legs.remove(operator);
    flowing.remove(operator);
    if (leg != null) {
      plane.close(leg);
      lost(operator);
    }
  }

  @Override
  public boolean open(OperatorId operator) {
    return phones.serves(operator) || flowing.getOrDefault(operator, false);
  }

  @Override
  public boolean byPhone(OperatorId operator) {
    return phones.serves(operator);
  }

  @Override
  public void mute(OperatorId operator, boolean muted) {
    leg(operator).ifPresent(leg -> plane.mute(leg, muted));
  }

  @Override
  public void hold(OperatorId operator, ContactId contact, boolean held) {
    phones.hold(operator, new CallId(contact.value()), held);
  }

  @Override
  public void sendDigit(OperatorId operator, ContactId contact, char digit) {
    talking(operator, contact)
        .ifPresent(call -> plane.sendDigits(call.leg(), String.valueOf(digit)));
  }

  /// What the operator talks by now: the telephone if it is taken up, else the page.
  Optional<LegId> leg(OperatorId operator) {
    return phones.leg(operator).or(() -> Optional.ofNullable(legs.get(operator)));
  }

  /// The same for somebody who may take part; empty for nobody.
  Optional<LegId> find(@Nullable OperatorId operator) {
    return Optional.ofNullable(operator).flatMap(this::leg);
  }

  /// The operator's sound for a call: the page's at once; a telephone is called, and completes when
  /// it is taken up. Empty when there is none.
  CompletableFuture<Optional<LegId>> line(OperatorId operator, CallId call, PhoneTalk.Use use) {
    if (phones.serves(operator)) {
      return phones.ring(operator, call, use).answer();
    }
    return CompletableFuture.completedFuture(leg(operator).filter(_ -> open(operator)));
  }

  /// A telephone that is gone is missed by an operator without a page's sound.
  @EventListener
  void on(OperatorPhoneChanged changed) {
    if (!changed.registered() && !open(changed.operator())) {
      dispatch.operatorLineLost(changed.operator());
    }
  }

  /// The page's sound is gone: it is missed unless the operator has a telephone, and even then by a
  /// talk that went through the page.
  private void lost(OperatorId operator) {
    if (!phones.serves(operator) || (phones.leg(operator).isEmpty() && calls.talks(operator))) {
      dispatch.operatorLineLost(operator);
    }
  }

  /// The call, if this operator is the one who talks.
  private Optional<CitizenCall> talking(OperatorId operator, ContactId contact) {
    return calls.find(contact).filter(call -> operator.equals(call.operator()));
  }

  private static String sentence(MediaRefusal reason) {
    return "The offer of sound was refused (%s).".formatted(reason);
  }

  /// What an operator's leg tells, on a media thread: handed over at once.
  private final class Ears implements LegListener {
    private final OperatorId operator;

    Ears(OperatorId operator) {
      this.operator = operator;
    }

    @Override
    public void connected(LegId leg) {
      flowing.put(operator, true);
      LOG.info("operator line open operator={}", operator.value());
    }

    @Override
    public void interrupted(LegId leg) {
      flowing.put(operator, false);
      LOG.info("operator line interrupted operator={}", operator.value());
    }

    @Override
    public void lost(LegId leg, LossReason reason) {
      LOG.info("operator line lost operator={} reason={}", operator.value(), reason);
      threads.execute(
          () -> {
            // Removed before it is closed: an offer in between would find it closed, and replace
            // it so that nobody tells of the loss.
            var current = legs.remove(operator, leg);
            if (current) {
              flowing.remove(operator);
            }
            plane.close(leg);
            if (current) {
              DefaultOperatorLines.this.lost(operator);
            }
          });
    }
  }
}
