package org.otklik.app.telephony.media.embedded;

import java.nio.ByteBuffer;

/// Receives for a path that no leg has yet.
enum Nobody implements LegPath.Receiver {
  NOBODY;

  @Override
  public void rtp(ByteBuffer packet, long nowNanos) {}

  @Override
  public void rtcp(ByteBuffer packet, long nowNanos) {}

  @Override
  public void connected() {}

  @Override
  public void interrupted() {}
}
