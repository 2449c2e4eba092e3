package org.otklik.app.telephony.signalling;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.Announcement;
import org.otklik.app.StartRefused;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.CallerSide;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.LiveCalls;
import org.otklik.app.telephony.WebCalls;
import org.otklik.app.telephony.media.LegListener;
import org.otklik.app.telephony.media.MediaAddress;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.MediaPlane;
import org.otklik.app.telephony.media.MediaRefusal;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.wire.sip.CallFailure;
import org.otklik.wire.sip.CallHandler;
import org.otklik.wire.sip.IncomingCall;
import org.otklik.wire.sip.SipCounters;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipLimits;
import org.otklik.wire.sip.SipPortTaken;
import org.otklik.wire.sip.SipSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Brings calls in by SIP: one endpoint, and for each INVITE a call of the centre.
@Component
final class SipLine implements SmartLifecycle, Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(SipLine.class);

  /// After reception has said goodbye, before dispatch and the database go.
  private static final int PHASE = 1_000;

  /// When a caller who came during a stop or without a free media port may try again.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final TelephonySettings.Sip settings;
  private final LiveCalls calls;
  private final MediaPlane plane;
  private final MediaGroup group;
  private final MediaAddress address;
  private final CallerNumbers numbers;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private volatile @Nullable SipEndpoint endpoint;

  SipLine(
      TelephonySettings settings,
      LiveCalls calls,
      MediaPlane plane,
      MediaGroup group,
      MediaAddress address) {
    this.settings = settings.sip();
    this.calls = calls;
    this.plane = plane;
    this.group = group;
    this.address = address;
    this.numbers = new CallerNumbers(settings.sip().country());
  }

  @Override
  public void start() {
    try {
      endpoint = SipEndpoint.start(sip(), this::invited);
    } catch (SipPortTaken e) {
      throw new StartRefused(
          "Порт SIP %d занят другой программой: завершите её или задайте другой порт: OTKLIK_SIP_PORT=5070."
              .formatted(settings.port()),
          "SIP port %d is taken by another program: end it or set another port: OTKLIK_SIP_PORT=5070."
              .formatted(settings.port()),
          e);
    }
  }

  private SipSettings sip() {
    try {
      return SipSettings.on(InetAddress.getByName(settings.bind()), settings.port())
          .advertisedAs(address.value())
          .limitedTo(
              new SipLimits(
                  settings.callsMax(),
                  settings.callsPerSource(),
                  settings.callsPerSecond(),
                  settings.callsPerSecondPerSource(),
                  settings.messagesPerSecondPerSource()))
          .runningEventsOn(Executors.newVirtualThreadPerTaskExecutor());
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "Адрес SIP %s не найден: исправьте OTKLIK_TELEPHONY_SIP_BIND.".formatted(settings.bind()),
          "The SIP address %s is unknown: correct OTKLIK_TELEPHONY_SIP_BIND."
              .formatted(settings.bind()),
          e);
    }
  }

  @Override
  public void stop() {
    var running = endpoint;
    if (running != null) {
      running.close();
      endpoint = null;
    }
  }

  @Override
  public boolean isRunning() {
    return endpoint != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public List<String> lines() {
    return List.of("Телефон · Phone: sip:115@%s:%d (UDP, TCP)".formatted(address.value(), port()));
  }

  /// The port that calls come in by; 0 before the start.
  int port() {
    var running = endpoint;
    return running == null ? 0 : running.port();
  }

  /// Calls that are not over.
  int callsActive() {
    var running = endpoint;
    return running == null ? 0 : running.callsActive();
  }

  Optional<SipCounters> counters() {
    return Optional.ofNullable(endpoint).map(SipEndpoint::counters);
  }

  private void invited(IncomingCall invite) {
    if (calls.stopping()) {
      refuse(invite, 503, "Service Unavailable", RETRY_AFTER);
      return;
    }
    if (!isTelephoneLine(invite.dialledUser())) {
      refuse(invite, 404, "Not Found", Duration.ZERO);
      return;
    }
    var id = new CallId(ids.generate());
    invite.handle(new Dialogue(id));
    var arrival =
        new LiveCalls.Arrival(
            id, invite.dialledUser(), numbers.read(invite.callerNumber()), null, null, null);
    var negotiated = calls.arrive(arrival, new SipSide(invite), ears -> open(invite, ears));
    if (negotiated instanceof Negotiated.Refused(var reason)) {
      LOG.atInfo().addKeyValue("contact", id.value()).log("call refused reason={}", reason);
      refuse(invite, reason);
    }
  }

  /// Says whether a telephone may reach what was dialled; whether there is such a line at all,
  /// reception knows.
  static boolean isTelephoneLine(String dialled) {
    return !dialled.strip().equalsIgnoreCase(WebCalls.LINE);
  }

  private Negotiated open(IncomingCall invite, LegListener ears) {
    var from = invite.source().getAddress();
    return invite
        .offer()
        .map(offer -> plane.openPlain(group, offer, from, ears))
        .orElseGet(() -> plane.offerPlain(group, from, ears));
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

  /// The call as the centre's other parts command it.
  private record SipSide(IncomingCall invite) implements CallerSide {
    @Override
    public void ring() {
      invite.ringing();
    }

    @Override
    public void answer(String sdp) {
      invite.answer(sdp);
    }

    @Override
    public void refuse(Calls.Refusal why, Duration retryAfter) {
      switch (why) {
        case BUSY, STOPPING -> SipLine.refuse(invite, 503, "Service Unavailable", retryAfter);
        case UNKNOWN_LINE -> SipLine.refuse(invite, 404, "Not Found", Duration.ZERO);
      }
    }

    @Override
    public void hangUp() {
      invite.hangUp();
    }
  }

  /// What the caller does, in the call's order.
  private final class Dialogue implements CallHandler {
    private final CallId id;

    Dialogue(CallId id) {
      this.id = id;
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
      calls.gone(id, CallEnded.Cause.CITIZEN);
    }

    @Override
    public void onRemoteHangUp() {
      calls.gone(id, CallEnded.Cause.CITIZEN);
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
      calls.gone(id, CallEnded.Cause.LINE_LOST);
    }
  }
}
