package org.otklik.app.notifications.sending;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.time.Clock;
import org.otklik.app.notifications.ChannelUnavailable;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Accepts notices as rows and wakes who sends them.
@Component
final class DefaultNotifications implements Notifications {
  private static final Notice.Proof NOTHING_YET =
      new Notice.Proof(0, 0, null, null, null, null, null);

  private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final NoticeTexts texts;
  private final NoticeRows rows;
  private final Gateways gateways;
  private final Wakings wakings;
  private final Clock clock;

  DefaultNotifications(
      NoticeTexts texts, NoticeRows rows, Gateways gateways, Wakings wakings, Clock clock) {
    this.texts = texts;
    this.rows = rows;
    this.gateways = gateways;
    this.wakings = wakings;
    this.clock = clock;
  }

  @Override
  public boolean available(NoticeChannel channel) {
    return gateways.find(channel).isPresent();
  }

  @Override
  public NoticeId send(NewNotice notice) {
    var channel = notice.recipient().channel();
    if (!available(channel)) {
      throw new ChannelUnavailable(channel);
    }
    var id = rows.add(notice.key(), accepted(notice));
    afterCommit(() -> wakings.wake(channel));
    return id;
  }

  private Notice accepted(NewNotice notice) {
    return new Notice(
        new NoticeId(ids.generate()),
        notice.template(),
        notice.language(),
        notice.recipient(),
        texts.text(notice),
        notice.correlation(),
        clock.instant(),
        notice.notAfter(),
        NoticeStatus.WAITING,
        NOTHING_YET);
  }

  private static void afterCommit(Runnable step) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      step.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            step.run();
          }
        });
  }
}
