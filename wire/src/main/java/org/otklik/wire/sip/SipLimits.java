package org.otklik.wire.sip;

/// How much the endpoint lets in. What is over a limit is refused without keeping anything about
/// it.
///
/// @param callsMax calls at once; the next is told 503 with `Retry-After`. Half of them for calls
///   by UDP that were never acknowledged and are from nobody known: their senders may be forged
/// @param callsPerSourceMax calls at once from one address; over it 503 with `Retry-After`, so that
///   one address cannot take all the places
/// @param callsPerSecond new calls from everybody together, with bursts of one second; over it 503
/// @param callsPerSecondPerSource new calls from one address; over it 503
/// @param messagesPerSecondPerSource messages from one address; over it datagrams are dropped
///   unread, and a connection is read no faster
public record SipLimits(
    int callsMax,
    int callsPerSourceMax,
    int callsPerSecond,
    int callsPerSecondPerSource,
    int messagesPerSecondPerSource) {

  /// Enough for one operator of a telephone network that carries all calls of a large centre.
  public static final SipLimits DEFAULT = new SipLimits(2_000, 2_000, 300, 200, 2_000);

  public SipLimits {
    positive("callsMax", callsMax);
    positive("callsPerSourceMax", callsPerSourceMax);
    positive("callsPerSecond", callsPerSecond);
    positive("callsPerSecondPerSource", callsPerSecondPerSource);
    positive("messagesPerSecondPerSource", messagesPerSecondPerSource);
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("The %s (%d) must be positive.".formatted(name, value));
    }
  }
}
