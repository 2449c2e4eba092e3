package org.otklik.app.notifications.sending;

import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;

/// Sends nothing: the page `/demo/outbox` shows what it has taken.
record DemoGateway(NoticeChannel channel) implements Gateway {
  static final String NAME = "demo";
  private static final int WINDOW = 50;
  private static final int PER_SECOND = 5_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isConfigured() {
    return true;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public int window() {
    return WINDOW;
  }

  @Override
  public int perSecond() {
    return PER_SECOND;
  }

  @Override
  public Outcome send(Claimed notice) {
    return new Outcome.Taken("demo-" + notice.id().value());
  }
}
