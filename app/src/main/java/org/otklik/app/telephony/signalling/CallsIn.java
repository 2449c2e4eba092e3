package org.otklik.app.telephony.signalling;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.CallerSide;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.LiveCalls;
import org.otklik.app.telephony.WebCalls;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Party;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestVerdict;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.SipEvents;
import org.otklik.wire.sip.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Lets calls in: for each INVITE that may come, a call of the centre.
///
/// 1. while the product stops: 503;
/// 2. from a trunk by a transport that it does not use ([Trunk#takes]): 403;
/// 3. from a trunk that must prove its password and has not: 401;
/// 4. from a trunk with as many calls as it may have: 503;
/// 5. from anybody else where only trunks may call: 403;
/// 6. to the line of browsers: 404; whether there is another line, reception knows.
@Component
final class CallsIn implements SipEvents {
  private static final Logger LOG = LoggerFactory.getLogger(CallsIn.class);

  /// When a caller who came during a stop or without a free media port may try again.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final LiveCalls calls;
  private final MediaPlane plane;
  private final MediaGroup group;
  private final CallerNumbers numbers;
  private final Trunks trunks;
  private final FraudAlarm alarm;
  private final boolean strangers;
  private final DigestChallenges challenges =
      new DigestChallenges(TrunkReader.REALM, new SecureRandom(), System.nanoTime());
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  CallsIn(
      LiveCalls calls,
      MediaPlane plane,
      MediaGroup group,
      Trunks trunks,
      FraudAlarm alarm,
      TelephonySettings settings) {
    this.calls = calls;
    this.plane = plane;
    this.group = group;
    this.trunks = trunks;
    this.alarm = alarm;
    this.numbers = new CallerNumbers(settings.sip().country());
    this.strangers = settings.sip().strangers();
  }

  @Override
  public void onInvite(IncomingCall invite) {
    if (calls.stopping()) {
      refuse(invite, 503, "Service Unavailable", RETRY_AFTER);
      return;
    }
    trunks
        .find(invite.source().getAddress())
        .ifPresentOrElse(trunk -> fromTrunk(invite, trunk), () -> fromStranger(invite));
  }

  /// By UDP anybody can write the address of a trunk: outside of a call it proves nothing.
  @Override
  public void onTransferRefused(InetSocketAddress source, Transport by, boolean ours) {
    if (ours || (by != Transport.UDP && isTrunk(source, by))) {
      alarm.suspect(source.getAddress());
    } else {
      alarm.strangerTransfers(source.getAddress());
    }
  }

  private boolean isTrunk(InetSocketAddress source, Transport by) {
    return trunks.find(source.getAddress()).filter(trunk -> trunk.takes(by)).isPresent();
  }

  private void fromTrunk(IncomingCall invite, Trunk trunk) {
    if (!trunk.takes(invite.transport())) {
      refuse(invite, 403, "Forbidden", Duration.ZERO);
    } else if (proven(invite, trunk)) {
      if (trunk.enter()) {
        arrive(invite, trunk, new Place(trunk::leave));
      } else {
        refuse(invite, 503, "Service Unavailable", RETRY_AFTER);
      }
    }
  }

  private void fromStranger(IncomingCall invite) {
    if (strangers) {
      arrive(invite, null, new Place(() -> {}));
    } else {
      alarm.stranger();
      refuse(invite, 403, "Forbidden", Duration.ZERO);
    }
  }

  /// Whether the trunk has proved itself, or need not; who has not is challenged.
  private boolean proven(IncomingCall invite, Trunk trunk) {
    var challenged = trunk.terms().challenged();
    if (challenged == null) {
      return true;
    }
    var verdict =
        invite.check(
            challenges,
            user -> Optional.of(challenged.secret()).filter(_ -> user.equals(challenged.user())));
    switch (verdict) {
      case DigestVerdict.Proven _ -> {
        return true;
      }
      case DigestVerdict.Stale _ -> invite.challenge(challenges, true);
      case DigestVerdict.Missing _ -> invite.challenge(challenges, false);
      case DigestVerdict.Wrong _ -> {
        alarm.suspect(invite.source().getAddress());
        invite.challenge(challenges, false);
      }
      case DigestVerdict.Malformed _ -> refuse(invite, 400, "Bad Authorization", Duration.ZERO);
    }
    return false;
  }

  /// A fault of our own must not keep the place of the trunk, nor the caller waiting.
  private void arrive(IncomingCall invite, @Nullable Trunk trunk, Place place) {
    try {
      letIn(invite, trunk, place);
    } catch (RuntimeException fault) {
      place.leave();
      refuse(invite, 500, "Server Internal Error", Duration.ZERO);
      throw fault;
    }
  }

  private void letIn(IncomingCall invite, @Nullable Trunk trunk, Place place) {
    var line = trunk == null ? invite.dialledUser() : trunk.line(invite.dialledUser());
    if (!isTelephoneLine(line)) {
      place.leave();
      refuse(invite, 404, "Not Found", Duration.ZERO);
      return;
    }
    var id = new CallId(ids.generate());
    invite.handle(new Dialogue(id, place));
    var arrival = new LiveCalls.Arrival(id, line, caller(invite, trunk), null, null, null);
    var secrecy = trunk == null ? Secrecy.OFFERED : trunk.terms().secrecy();
    var negotiated =
        calls.arrive(
            arrival,
            new SipSide(invite, place, reached(invite, trunk)),
            ears -> open(invite, secrecy, ears));
    if (negotiated instanceof Negotiated.Refused(var reason)) {
      LOG.atInfo().addKeyValue("contact", id.value()).log("call refused reason={}", reason);
      place.leave();
      refuse(invite, reason);
    }
  }

  /// A number is what a trunk delivered. What a stranger writes is one only where there are no
  /// trunks, as in the demonstration: otherwise anybody could have others called back.
  private @Nullable String caller(IncomingCall invite, @Nullable Trunk trunk) {
    if (trunk != null) {
      return numbers.read(trunk.caller(invite.callerNumber(), invite.assertedNumber()));
    }
    return trunks.all().isEmpty() ? numbers.read(invite.callerNumber()) : null;
  }

  /// Whether the caller is where it says: over UDP anybody can write the address of a trunk, but
  /// not answer the challenge that was sent there.
  private static boolean reached(IncomingCall invite, @Nullable Trunk trunk) {
    return invite.transport() != Transport.UDP
        || (trunk != null && trunk.terms().challenged() != null);
  }

  /// Says whether a telephone may reach what was dialled; whether there is such a line at all,
  /// reception knows.
  static boolean isTelephoneLine(String dialled) {
    return !dialled.strip().equalsIgnoreCase(WebCalls.LINE);
  }

  /// Our own offer is secured only where it must be: who calls without one says nothing of itself.
  private Negotiated open(IncomingCall invite, Secrecy secrecy, LegListener ears) {
    var from = invite.source().getAddress();
    return invite
        .offer()
        .map(
            offer ->
                plane.openPlain(group, offer, new Telephone(from, secrecy, Party.CITIZEN), ears))
        .orElseGet(
            () -> {
              var own = secrecy == Secrecy.REQUIRED ? Secrecy.REQUIRED : Secrecy.OFF;
              return plane.offerPlain(group, new Telephone(from, own, Party.CITIZEN), ears);
            });
  }

  private static void refuse(IncomingCall invite, MediaRefusal reason) {
    switch (reason) {
      case MALFORMED -> refuse(invite, 400, "Bad Session Description", Duration.ZERO);
      case NOT_ACCEPTABLE -> refuse(invite, 488, "Not Acceptable Here", Duration.ZERO);
      case NO_FREE_PORT -> refuse(invite, 503, "Service Unavailable", RETRY_AFTER);
      case LEG_GONE -> refuse(invite, 481, "Call/Transaction Does Not Exist", Duration.ZERO);
    }
  }

  private static void refuse(IncomingCall invite, int code, String phrase, Duration retryAfter) {
    var headers =
        retryAfter.isZero()
            ? Map.<String, String>of()
            : Map.of("Retry-After", Long.toString(retryAfter.toSeconds()));
    invite.reject(code, phrase, headers);
  }

  /// What a call takes of its trunk, given back once.
  private static final class Place {
    private final Runnable leaving;
    private final AtomicBoolean left = new AtomicBoolean();

    Place(Runnable leaving) {
      this.leaving = leaving;
    }

    void leave() {
      if (!left.getAndSet(true)) {
        leaving.run();
      }
    }
  }

  /// The call as the centre's other parts command it.
  ///
  /// @param reached whether it is proved that the caller hears us
  private record SipSide(IncomingCall invite, Place place, boolean reached) implements CallerSide {
    @Override
    public void ring() {
      invite.ringing();
    }

    @Override
    public boolean queue(String sdp) {
      invite.queued();
      invite.progress(sdp);
      return reached;
    }

    @Override
    public void answer(String sdp) {
      invite.answer(sdp);
    }

    @Override
    public void refuse(Calls.Refusal why, Duration retryAfter) {
      place.leave();
      switch (why) {
        case BUSY, STOPPING -> CallsIn.refuse(invite, 503, "Service Unavailable", retryAfter);
        case UNKNOWN_LINE -> CallsIn.refuse(invite, 404, "Not Found", Duration.ZERO);
        case NOBODY_FREE -> CallsIn.refuse(invite, 480, "Temporarily Unavailable", retryAfter);
      }
    }

    @Override
    public void hangUp() {
      place.leave();
      invite.hangUp();
    }
  }

  /// What the caller does, in the call's order.
  private final class Dialogue implements CallHandler {
    private final CallId id;
    private final Place place;

    Dialogue(CallId id, Place place) {
      this.id = id;
      this.place = place;
    }

    @Override
    public void onEarlyAcknowledged() {
      calls.heardEarly(id);
    }

    @Override
    public void onAnswered() {
      calls.acknowledged(id);
    }

    @Override
    public void onRemoteAnswer(String sdp) {
      calls.remoteAnswer(id, sdp);
    }

    @Override
    public void onCancelled() {
      gone(CallEnded.Cause.CITIZEN);
    }

    @Override
    public void onRemoteHangUp() {
      gone(CallEnded.Cause.CITIZEN);
    }

    @Override
    public Optional<String> onReoffer(String offer) {
      return calls.renegotiate(id, offer);
    }

    @Override
    public void onDigit(char digit, Duration duration) {
      calls.pressed(id, digit);
    }

    @Override
    public void onFailed(CallFailure reason) {
      LOG.atInfo().addKeyValue("contact", id.value()).log("call failed reason={}", reason);
      gone(CallEnded.Cause.LINE_LOST);
    }

    private void gone(CallEnded.Cause cause) {
      place.leave();
      calls.gone(id, cause);
    }
  }
}
