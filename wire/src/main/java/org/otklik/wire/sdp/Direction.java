package org.otklik.wire.sdp;

import java.util.Locale;

/// Who sends and who hears, seen from the side whose description it is (RFC 8866 section 6.7).
public enum Direction {
  SENDRECV(true, true),
  SENDONLY(true, false),
  RECVONLY(false, true),
  INACTIVE(false, false);

  private final boolean sends;
  private final boolean receives;

  Direction(boolean sends, boolean receives) {
    this.sends = sends;
    this.receives = receives;
  }

  static Direction of(boolean sends, boolean receives) {
    if (sends) {
      return receives ? SENDRECV : SENDONLY;
    }
    return receives ? RECVONLY : INACTIVE;
  }

  public boolean sends() {
    return sends;
  }

  public boolean receives() {
    return receives;
  }

  /// What to answer to an offer of this direction when we want `wanted`: we send only what they
  /// receive, and receive only what they send (RFC 3264 section 6.1).
  public Direction answer(Direction wanted) {
    return of(receives && wanted.sends, sends && wanted.receives);
  }

  String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }
}
