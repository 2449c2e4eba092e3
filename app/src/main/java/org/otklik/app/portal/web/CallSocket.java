package org.otklik.app.portal.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.LivePage;
import org.otklik.app.pages.Texts;
import org.otklik.app.portal.settings.PortalSettings;
import org.otklik.app.telephony.CallAside;
import org.otklik.app.telephony.CallConnected;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.CallWaitsAgain;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.WebCalls;
import org.otklik.engine.routing.ContactId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The live connection of a page that calls. A call belongs to the browser that began it: no other
/// browser can resume, press keys in or end it. Pages and calls are bounded by [PortalSettings], in
/// all and for each address; whoever comes above a limit is told so and connected no longer.
@Component
@OpenToAll
final class CallSocket extends TextWebSocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CallSocket.class);

  /// Cookie of the browser, put there at the handshake.
  static final String VISITOR = "otklik.visitor";

  /// The largest message: an SDP offer of a browser is about 3 kB.
  private static final int MESSAGE_BYTES_MAX = 65_536;

  /// A browser's call and its newest page.
  ///
  /// @param network whence the call was begun
  /// @param talking with an operator: a reloaded page is told so
  private record Caller(
      String visitor, String network, WebSocketSession session, LivePage page, boolean talking) {

    Caller talking(boolean is) {
      return new Caller(visitor, network, session, page, is);
    }
  }

  private final Map<CallId, Caller> callers = new ConcurrentHashMap<>();
  private final Map<WebSocketSession, LivePage> pages = new ConcurrentHashMap<>();
  private final Map<WebSocketSession, CallId> calls = new ConcurrentHashMap<>();
  private final WebCalls webCalls;
  private final Callers who;
  private final Dispatch dispatch;
  private final Texts texts;
  private final WaitSentences sentences;
  private final JsonMapper json;
  private final PortalSettings limits;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  CallSocket(
      WebCalls webCalls,
      Callers who,
      Dispatch dispatch,
      Texts texts,
      JsonMapper json,
      PortalSettings limits) {
    this.webCalls = webCalls;
    this.who = who;
    this.dispatch = dispatch;
    this.texts = texts;
    this.sentences = new WaitSentences(texts);
    this.json = json;
    this.limits = limits;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(MESSAGE_BYTES_MAX);
    var page = new LivePage(session);
    page.open();
    if (!enter(session, page)) {
      LOG.warn("caller page refused pages={}", pages.size());
      page.send(json.writeValueAsString(new ToCaller.Refused(null, "too-many-pages")));
      page.close();
    }
  }

  /// False at a limit.
  private synchronized boolean enter(WebSocketSession session, LivePage page) {
    var network = Networks.of(session);
    var near = pages.keySet().stream().filter(open -> Networks.of(open).equals(network)).count();
    if (pages.size() >= limits.pagesMax() || near >= limits.pagesMaxPerAddress()) {
      return false;
    }
    pages.put(session, page);
    return true;
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    calls.remove(session);
    var page = pages.remove(session);
    if (page != null) {
      page.close();
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    try {
      take(session, json.readValue(message.getPayload(), FromCaller.class));
    } catch (JacksonException | IllegalArgumentException e) {
      LOG.warn("caller message not understood session={}", session.getId());
      tell(session, new ToCaller.Refused(null, "not-understood"));
    }
  }

  private void take(WebSocketSession session, FromCaller message) {
    switch (message) {
      case null -> throw new IllegalArgumentException("Nothing is no message.");
      case FromCaller.SoundOffer offer -> connect(session, offer);
      case FromCaller.Digit(var digit) -> {
        if (digit.matches("[0-9*#]")) {
          own(session).ifPresent(call -> webCalls.digit(call, digit.charAt(0)));
        }
      }
      case FromCaller.HangUp() -> own(session).ifPresent(webCalls::hangUp);
      case FromCaller.Renew() -> own(session).ifPresent(call -> tellSpot(session, call));
    }
  }

  private void connect(WebSocketSession session, FromCaller.SoundOffer offer) {
    var page = pages.get(session);
    var visitor = visitor(session);
    if (page == null || visitor == null) {
      tell(session, new ToCaller.Refused(offer.id(), "refused"));
      return;
    }
    try {
      var call = offer.call();
      if (call != null) {
        resume(session, page, visitor, new CallId(call), offer);
      } else if (own(session).isEmpty()) {
        start(session, page, visitor, offer);
      }
    } catch (OfferRefused e) {
      LOG.info("browser call refused cause={}", e.getMessage());
      tell(session, new ToCaller.Refused(offer.id(), "refused"));
    }
  }

  /// The caller is known before the call is made: it may be refused or over before its answer.
  private void start(
      WebSocketSession session, LivePage page, String visitor, FromCaller.SoundOffer offer) {
    var account = CurrentAccount.find(session.getPrincipal()).orElse(null);
    var from = who.caller(account, visitor, language(session).code());
    var call = new CallId(ids.generate());
    if (!enter(call, new Caller(visitor, Networks.of(session), session, page, false))) {
      LOG.warn("browser call refused calls={}", callers.size());
      tell(session, new ToCaller.Refused(offer.id(), "too-many-calls"));
      return;
    }
    try {
      var answer = webCalls.start(call, from, offer.sdp(), why -> refused(call, why));
      tell(session, new ToCaller.Answer(offer.id(), answer, call.value()));
    } catch (RuntimeException e) {
      forget(call);
      throw e;
    }
  }

  /// False at a limit.
  private synchronized boolean enter(CallId call, Caller caller) {
    var sameVisitor =
        callers.values().stream().filter(at -> at.visitor().equals(caller.visitor())).count();
    var sameNetwork =
        callers.values().stream().filter(at -> at.network().equals(caller.network())).count();
    if (sameVisitor >= limits.callsMaxPerVisitor() || sameNetwork >= limits.callsMaxPerAddress()) {
      return false;
    }
    callers.put(call, caller);
    calls.put(caller.session(), call);
    return true;
  }

  /// The reason is the last that the page hears of this call.
  private void refused(CallId call, Calls.Refusal why) {
    tell(call, new ToCaller.Refused(null, code(why)));
    forget(call);
  }

  private static String code(Calls.Refusal why) {
    return switch (why) {
      case BUSY -> "line-busy";
      case UNKNOWN_LINE -> "line-unknown";
      case STOPPING -> "stopping";
      case NOBODY_FREE -> "line-busy";
    };
  }

  private void resume(
      WebSocketSession session,
      LivePage page,
      String visitor,
      CallId call,
      FromCaller.SoundOffer offer) {
    var caller = callers.get(call);
    if (caller == null || !caller.visitor().equals(visitor)) {
      throw new OfferRefused("The call is over or another browser's.");
    }
    var answer = webCalls.resume(call, offer.sdp());
    var moved =
        callers.computeIfPresent(
            call, (_, now) -> new Caller(visitor, now.network(), session, page, now.talking()));
    calls.put(session, call);
    tell(session, new ToCaller.Answer(offer.id(), answer, call.value()));
    if (moved != null && moved.talking()) {
      tell(session, new ToCaller.Connected());
    }
  }

  @EventListener
  void on(CallConnected connected) {
    callers.computeIfPresent(connected.call(), (_, caller) -> caller.talking(true));
    tell(connected.call(), new ToCaller.Connected());
  }

  @EventListener
  void on(CallWaitsAgain waits) {
    callers.computeIfPresent(waits.call(), (_, caller) -> caller.talking(false));
    tell(waits.call(), new ToCaller.WaitsAgain());
  }

  @EventListener
  void on(CallAside aside) {
    callers.computeIfPresent(aside.call(), (_, caller) -> caller.talking(false));
    tell(aside.call(), new ToCaller.WaitsAgain());
  }

  @EventListener
  void on(CallEnded ended) {
    tell(ended.call(), new ToCaller.Ended(ended.cause().name()));
    forget(ended.call());
  }

  private void forget(CallId call) {
    var caller = callers.remove(call);
    if (caller != null) {
      calls.remove(caller.session(), call);
    }
  }

  private void tellSpot(WebSocketSession session, CallId call) {
    var spot = dispatch.spot(new ContactId(call.value()));
    var language = language(session);
    tell(session, new ToCaller.Spot(spot.map(found -> words(language, found)).orElse(null)));
    spot.ifPresent(found -> dispatch.told(found, ToldBy.PAGE));
  }

  private String words(Language language, QueueSpot spot) {
    var place = texts.say(language, "portal.call.spot", Map.of("position", spot.position()));
    return place + " " + sentences.say(language, spot.estimate());
  }

  private Optional<CallId> own(WebSocketSession session) {
    return Optional.ofNullable(calls.get(session));
  }

  private void tell(CallId call, ToCaller message) {
    var caller = callers.get(call);
    if (caller != null) {
      caller.page().send(json.writeValueAsString(message));
    }
  }

  private void tell(WebSocketSession session, ToCaller message) {
    var page = pages.get(session);
    if (page != null) {
      page.send(json.writeValueAsString(message));
    }
  }

  private static @Nullable String visitor(WebSocketSession session) {
    return (String) session.getAttributes().get(VISITOR);
  }

  private static Language language(WebSocketSession session) {
    return Optional.ofNullable(session.getUri())
        .map(uri -> UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst("lang"))
        .flatMap(Language::find)
        .orElse(Language.RU);
  }
}
