package org.otklik.app.dispatch.group;

import org.otklik.app.dispatch.Dispatch;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Opens the queue group when the product starts and closes it when it stops: after those who bring
/// contacts, so that their last words are heard.
@Component
final class DispatchLifecycle implements SmartLifecycle {
  private final QueueGroupHost host;
  private volatile boolean running;

  DispatchLifecycle(QueueGroupHost host) {
    this.host = host;
  }

  @Override
  public void start() {
    running = true;
    host.start();
  }

  @Override
  public void stop() {
    running = false;
    try {
      host.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Dispatch.PHASE;
  }
}
