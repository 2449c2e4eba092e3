package org.otklik.wire.sip;

/// Another program, or another endpoint of this one, holds the SIP port.
public final class SipPortTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  SipPortTaken(int port, Throwable cause) {
    super(
        "The SIP port (%d) is taken: %s. Maybe another SIP program runs here; end it or choose another port."
            .formatted(port, cause),
        cause);
    this.port = port;
  }

  /// The port that was asked for.
  public int port() {
    return port;
  }
}
