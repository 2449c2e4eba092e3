package org.otklik.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Ends the process when a module says that it cannot go on.
@Component
final class Stopping {

  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
  private static final int FAILED = 1;

  private final ApplicationContext context;

  Stopping(ApplicationContext context) {
    this.context = context;
  }

  /// On a thread of its own: the one that says it is itself waited for.
  @EventListener
  void on(StopRequired why) {
    LOG.error("The product stops: {}", why.english());
    System.err.printf("%s%n%s%n", why.russian(), why.english());
    Thread.ofPlatform()
        .name("stopping")
        .start(() -> System.exit(SpringApplication.exit(context, () -> FAILED)));
  }
}
