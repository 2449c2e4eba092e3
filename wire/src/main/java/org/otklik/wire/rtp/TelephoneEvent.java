package org.otklik.wire.rtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A key that is held down on a telephone, as one packet reports it (RFC 4733 section 2.3).
///
/// @param event 0 to 15 for the keys of a telephone
/// @param end true in the packets after the key was released
/// @param volume in −dBm0, 0 to 63
/// @param duration in samples since the packet's timestamp, 0 to 65535
public record TelephoneEvent(int event, boolean end, int volume, int duration) {

  /// Bytes of an event's payload.
  public static final int BYTES = 4;

  private static final String KEYS = "0123456789*#ABCD";

  /// Reads the payload of a packet.
  ///
  /// @return null if it is no telephone event
  public static @Nullable TelephoneEvent parse(ByteBuffer packet, int offset, int length) {
    if (length < BYTES) {
      return null;
    }
    var flags = packet.get(offset + 1) & 0xFF;
    return new TelephoneEvent(
        packet.get(offset) & 0xFF,
        (flags & 0x80) != 0,
        flags & 0x3F,
        packet.getShort(offset + 2) & 0xFFFF);
  }

  /// Writes the payload at the buffer's position.
  public void write(ByteBuffer out) {
    out.put((byte) event).put((byte) ((end ? 0x80 : 0) | volume)).putShort((short) duration);
  }

  /// Says whether the event is one of the 16 keys.
  public boolean isKey() {
    return event < KEYS.length();
  }

  /// The key's character: 0–9, `*`, `#`, A–D.
  ///
  /// @throws IllegalStateException if the event is no key
  public char key() {
    if (!isKey()) {
      throw new IllegalStateException("The event (%d) is no key.".formatted(event));
    }
    return KEYS.charAt(event);
  }

  /// The event of a key.
  ///
  /// @throws IllegalArgumentException if the character is on no telephone
  public static int eventOf(char key) {
    var event = KEYS.indexOf(key);
    if (event < 0) {
      throw new IllegalArgumentException("The character (%s) is on no telephone.".formatted(key));
    }
    return event;
  }
}
