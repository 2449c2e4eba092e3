package org.otklik.app.notifications.sending;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;

/// A gateway for SMS that answers as a test says, and keeps what it was given.
final class ScriptedGateway implements Gateway {
  final List<Claimed> given = new CopyOnWriteArrayList<>();
  volatile boolean ready = true;
  volatile Function<Claimed, Outcome> answer =
      notice -> new Outcome.Taken("id-" + notice.attempts());

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public NoticeChannel channel() {
    return NoticeChannel.SMS;
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public int window() {
    return 10;
  }

  @Override
  public int perSecond() {
    return 1_000;
  }

  @Override
  public Outcome send(Claimed notice) {
    given.add(notice);
    return answer.apply(notice);
  }
}
