package org.otklik.app.notifications.sending;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.otklik.app.notifications.NoticeChannel;
import org.springframework.stereotype.Component;

/// Says that there is something to do, so that nobody has to look often. A waking is a hint: who
/// waits looks again after a while by itself.
@Component
final class Wakings {
  private final Semaphore sms = new Semaphore(0);
  private final Semaphore mail = new Semaphore(0);
  private final Semaphore clerk = new Semaphore(0);

  /// The sender of the channel has something to do.
  void wake(NoticeChannel channel) {
    of(channel).release();
  }

  /// The clerk has something to do.
  void wakeClerk() {
    clerk.release();
  }

  void awaitSender(NoticeChannel channel, Duration max) throws InterruptedException {
    await(of(channel), max);
  }

  void awaitClerk(Duration max) throws InterruptedException {
    await(clerk, max);
  }

  private Semaphore of(NoticeChannel channel) {
    return switch (channel) {
      case SMS -> sms;
      case MAIL -> mail;
    };
  }

  /// However many wakings there were, they are over with this one.
  private static void await(Semaphore wakings, Duration max) throws InterruptedException {
    if (wakings.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
      wakings.drainPermits();
    }
  }
}
