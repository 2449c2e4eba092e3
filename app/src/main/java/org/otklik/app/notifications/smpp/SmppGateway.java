package org.otklik.app.notifications.smpp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.notifications.sending.Backoff;
import org.otklik.app.notifications.sending.Gateway;
import org.otklik.app.notifications.sending.Inbox;
import org.otklik.app.notifications.sending.Outcome;
import org.otklik.app.notifications.settings.NotificationSettings;
import org.otklik.app.notifications.settings.SmsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// An operator's SMS gateway, by SMPP 3.4. Keeps one session open; when it is lost, opens another
/// after a pause that grows. A changed password needs a restart.
@Component
final class SmppGateway implements Gateway, SmartLifecycle {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /// The gateway answers our goodbye in this time, or we go without.
  private static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);

  private final SmsSettings settings;
  private final SmppSessions sessions;
  private final SmppInbound inbound;
  private final Submission submission;
  private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, new Random());
  private final Semaphore closed = new Semaphore(0);
  private volatile @Nullable SMPPSession session;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  SmppGateway(NotificationSettings settings, Inbox inbox, Clock clock) {
    this.settings = settings.sms();
    this.sessions = new SmppSessions(settings.sms());
    this.inbound = new SmppInbound(inbox);
    this.submission = new Submission(settings.sms().source(), clock);
  }

  @Override
  public String name() {
    return "smpp";
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.SMS;
  }

  @Override
  public boolean isConfigured() {
    return settings.isConfigured();
  }

  @Override
  public boolean isReady() {
    var open = session;
    return open != null && open.getSessionState().isTransmittable();
  }

  @Override
  public int window() {
    return settings.window();
  }

  @Override
  public int perSecond() {
    return settings.perSecond();
  }

  @Override
  public Outcome send(Claimed notice) {
    var open = session;
    return open != null && open.getSessionState().isTransmittable()
        ? submission.submit(notice, open)
        : new Outcome.Busy("not-connected");
  }

  @Override
  public void start() {
    if (isConfigured()) {
      running = true;
      thread = Thread.ofVirtual().name("smpp").start(this::stayConnected);
    }
  }

  @Override
  public void stop() {
    running = false;
    close();
    var connecting = thread;
    if (connecting != null) {
      connecting.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void stayConnected() {
    int failures = 0;
    try {
      while (isRunning()) {
        failures = connect() ? 0 : failures + 1;
        if (failures == 0) {
          closed.acquire();
          LOG.info("sms gateway disconnected");
        } else {
          TimeUnit.NANOSECONDS.sleep(pauses.after(failures).toNanos());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private boolean connect() {
    close();
    closed.drainPermits();
    try {
      session = sessions.open(inbound, (state, _, _) -> changed(state));
      LOG.info("sms gateway connected");
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("sms gateway not connected cause={}", e.toString());
      return false;
    }
  }

  private void changed(SessionState state) {
    if (state == SessionState.CLOSED) {
      closed.release();
    }
  }

  private void close() {
    var open = session;
    session = null;
    if (open != null) {
      open.setTransactionTimer(GOODBYE_MAX.toMillis());
      open.unbindAndClose();
    }
  }
}
