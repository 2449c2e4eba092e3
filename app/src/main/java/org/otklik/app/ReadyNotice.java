package org.otklik.app;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells the person at the console that the product is ready, what every module announces, and how
/// to stop.
@Component
final class ReadyNotice {

  private static final double MILLIS_PER_SECOND = 1000;

  private final ObjectProvider<Announcement> announcements;

  ReadyNotice(ObjectProvider<Announcement> announcements) {
    this.announcements = announcements;
  }

  @EventListener
  void on(ApplicationReadyEvent event) {
    System.out.printf("%nОтклик работает · Otklik is ready%s%n", timeOf(event));
    announcements
        .orderedStream()
        .flatMap(announcement -> announcement.lines().stream())
        .forEach(line -> System.out.println("  " + line));
    System.out.printf("  Остановить · Stop: Ctrl-C%n%n");
  }

  private static String timeOf(ApplicationReadyEvent event) {
    var taken = event.getTimeTaken();
    return taken == null ? "" : " (%.1f s)".formatted(taken.toMillis() / MILLIS_PER_SECOND);
  }
}
