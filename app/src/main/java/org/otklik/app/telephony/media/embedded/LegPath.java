package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegListener.LossReason;

/// The way between a leg and its other end. One media thread owns it.
interface LegPath {

  /// Who gets what arrives.
  interface Receiver {

    /// A packet of sound or of a key, from the true other end.
    void rtp(ByteBuffer packet, long nowNanos);

    void rtcp(ByteBuffer packet, long nowNanos);

    /// Sound can flow.
    void connected();

    /// The other end is gone, perhaps to come back.
    void interrupted();
  }

  /// Says who gets what arrives; before opening.
  void deliverTo(Receiver receiver);

  /// Starts reading.
  void open() throws IOException;

  /// Says whether sound can be sent now.
  boolean ready();

  /// Sends a packet, or drops it if it cannot go at once.
  ///
  /// @return true if it was sent
  boolean sendRtp(ByteBuffer packet);

  void sendRtcp(ByteBuffer packet);

  /// Lets the path keep its own time; each 20 ms.
  ///
  /// @param silentNanos since the last sign of life of the other end
  void turn(long nowNanos, long silentNanos);

  /// Says whether so long a silence means that the other end is lost.
  ///
  /// @param terms what is agreed with the other end
  /// @return null if it does not
  @Nullable LossReason loss(MediaTerms terms, long silentNanos);

  /// Closes the sockets and frees their ports.
  void close();
}
