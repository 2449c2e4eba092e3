package org.otklik.app.reception;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallArrived;
import org.otklik.app.telephony.CallAside;
import org.otklik.app.telephony.CallConnected;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.CallWaitsAgain;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.DigitPressed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/// Receives every call: hears what telephony reports and hands it to the call's conversation. When
/// the product is stopped it says goodbye to those who wait, before anything else is stopped.
class FrontDoor implements SmartLifecycle {

  /// Those who wait have been told by then; the sentence lasts 7 s.
  static final Duration FAREWELL_MAX = Duration.ofSeconds(12);

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

  private final Lines lines;
  private final int conversationsMax;
  private final Calls calls;
  private final Dispatch dispatch;
  private final Callbacks callbacks;
  private final Messages messages;
  private final Timers timers;
  private final Map<CallId, LiveCall> live = new ConcurrentHashMap<>();
  private volatile boolean running;
  private volatile boolean stopping;

  /// @param conversationsMax beyond it calls are refused as busy
  FrontDoor(
      Lines lines,
      int conversationsMax,
      Calls calls,
      Dispatch dispatch,
      Callbacks callbacks,
      Messages messages,
      Timers timers) {
    if (conversationsMax < 1) {
      throw new IllegalArgumentException(
          "The conversationsMax (%d) must be positive.".formatted(conversationsMax));
    }
    this.lines = lines;
    this.conversationsMax = conversationsMax;
    this.calls = calls;
    this.dispatch = dispatch;
    this.callbacks = callbacks;
    this.messages = messages;
    this.timers = timers;
  }

  @EventListener
  void on(CallArrived arrival) {
    var line = lines.find(arrival.line());
    if (line.isEmpty()) {
      calls.refuse(arrival.call(), Calls.Refusal.UNKNOWN_LINE);
    } else if (stopping) {
      calls.refuse(arrival.call(), Calls.Refusal.STOPPING);
    } else if (live.size() >= conversationsMax) {
      LOG.warn("call refused conversationsMax={}", conversationsMax);
      calls.refuse(arrival.call(), Calls.Refusal.BUSY);
    } else {
      receive(arrival, line.get());
    }
  }

  @EventListener
  void on(DigitPressed pressed) {
    var call = live.get(pressed.call());
    if (call != null) {
      call.press(pressed.digit());
    }
  }

  @EventListener
  void on(CallConnected connected) {
    tell(connected.call(), new Event.Connected());
  }

  @EventListener
  void on(CallWaitsAgain waits) {
    tell(waits.call(), new Event.WaitsAgain());
  }

  @EventListener
  void on(CallAside aside) {
    tell(aside.call(), new Event.PutAside(aside.why()));
  }

  @EventListener
  void on(CallEnded ended) {
    tell(ended.call(), new Event.Ended(ended.cause()));
  }

  @Override
  public void start() {
    stopping = false;
    running = true;
  }

  @Override
  public void stop() {
    farewell().toCompletableFuture().join();
  }

  @Override
  public void stop(Runnable callback) {
    farewell().whenComplete((_, _) -> callback.run());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// How many calls are with us.
  int conversations() {
    return live.size();
  }

  private void receive(CallArrived arrival, Line line) {
    var terms =
        new CallbackTerms(callbacks.offered(), arrival.callerNumber(), callbacks::findCallable);
    var conversation = new Conversation(line, arrival.language(), terms, messages.offered());
    var call = new LiveCall(arrival, conversation, calls, dispatch, callbacks, messages, timers);
    live.put(arrival.call(), call);
    call.over().thenRun(() -> live.remove(arrival.call()));
    call.begin();
  }

  private void tell(CallId id, Event event) {
    var call = live.get(id);
    if (call != null) {
      call.on(event);
    }
  }

  /// New callers are refused from now on; the rest hear that they may call again. Talks go on.
  private CompletionStage<Void> farewell() {
    stopping = true;
    var told =
        live.values().stream()
            .map(call -> call.farewell().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(told)
        .completeOnTimeout(null, FAREWELL_MAX.toSeconds(), TimeUnit.SECONDS)
        .whenComplete((_, _) -> running = false);
  }
}
