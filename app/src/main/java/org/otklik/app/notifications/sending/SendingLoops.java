package org.otklik.app.notifications.sending;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Runs the clerk, and a sender for each gateway.
@Component
@EnableConfigurationProperties(NotificationSettings.class)
final class SendingLoops implements SmartLifecycle {
  private final Gateways gateways;
  private final NoticeRows rows;
  private final Clerk clerk;
  private final Wakings wakings;
  private final NoticeMeters meters;
  private final Clock clock;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  SendingLoops(
      Gateways gateways,
      NoticeRows rows,
      Clerk clerk,
      Wakings wakings,
      NoticeMeters meters,
      Clock clock) {
    this.gateways = gateways;
    this.rows = rows;
    this.clerk = clerk;
    this.wakings = wakings;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    running = true;
    for (var gateway : gateways.all()) {
      var sender = new Sender(gateway, rows, wakings, meters, clock, new Random());
      threads.add(
          Thread.ofVirtual()
              .name("notices-" + gateway.name())
              .start(() -> sender.run(this::isRunning)));
    }
    threads.add(Thread.ofVirtual().name("notices-clerk").start(() -> clerk.run(this::isRunning)));
  }

  @Override
  public synchronized void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
