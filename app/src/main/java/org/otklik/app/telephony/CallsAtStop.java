package org.otklik.app.telephony;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Ends what is left when the product stops: reception has told those who wait by then; talks that
/// still go on end here, each with its signalling, before the endpoint closes.
@Component
final class CallsAtStop implements SmartLifecycle {
  private static final int PHASE = 2_000;

  private final LiveCalls calls;
  private final DefaultOutsideCalls outside;
  private volatile boolean running;

  CallsAtStop(LiveCalls calls, DefaultOutsideCalls outside) {
    this.calls = calls;
    this.outside = outside;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    calls.stopLettingIn();
    outside.stop();
    calls.all().forEach(call -> calls.end(call, CallEnded.Cause.STOPPED));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
