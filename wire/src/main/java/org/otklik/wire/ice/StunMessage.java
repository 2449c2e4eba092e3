package org.otklik.wire.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// One STUN message (RFC 8489 section 5) with the attributes that ICE uses (RFC 8445 section 16.1).
///
/// Reading is strict: the message must fill the datagram, and what follows `MESSAGE-INTEGRITY` is
/// not believed, except the `FINGERPRINT` that must end it.
final class StunMessage {

  static final int REQUEST = 0x0001;
  static final int SUCCESS = 0x0101;
  static final int ERROR = 0x0111;

  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000A;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802A;

  static final int TRANSACTION_LENGTH = 12;

  /// Longest message read, in bytes; ICE's take about 100, but browsers add attributes of their
  /// own.
  static final int READ_MAX = 1500;

  /// Longest message written, in bytes.
  private static final int WRITE_MAX = 548;

  private static final int HEADER = 20;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int COOKIE = 0x2112A442;
  private static final int INTEGRITY_LENGTH = 20;
  private static final int FINGERPRINT_XOR = 0x5354554E;
  private static final int OPTIONAL = 0x8000;
  private static final List<Integer> KNOWN =
      List.of(USERNAME, MESSAGE_INTEGRITY, PRIORITY, USE_CANDIDATE);

  private final byte[] bytes;
  private final Map<Integer, byte[]> attributes = new HashMap<>();
  private int integrityAt = -1;

  private StunMessage(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the bytes between the buffer's position and limit, which stay as they are.
  ///
  /// @return null if it is no STUN message, malformed, or without a right `FINGERPRINT`
  static @Nullable StunMessage parse(ByteBuffer datagram) {
    var length = datagram.remaining();
    if (length < HEADER || length > READ_MAX) {
      return null;
    }
    var bytes = new byte[length];
    datagram.get(datagram.position(), bytes);
    var message = new StunMessage(bytes);
    return message.readAttributes() ? message : null;
  }

  int type() {
    return uint16(0);
  }

  byte[] transaction() {
    return Arrays.copyOfRange(bytes, HEADER - TRANSACTION_LENGTH, HEADER);
  }

  boolean has(int attribute) {
    return attributes.containsKey(attribute);
  }

  /// The user name; empty if there is none.
  String username() {
    return new String(attributes.getOrDefault(USERNAME, new byte[0]), UTF_8);
  }

  /// Attributes that must be understood and are not, in order of their numbers.
  List<Integer> unknownAttributes() {
    return attributes.keySet().stream()
        .filter(type -> type < OPTIONAL && !KNOWN.contains(type))
        .sorted()
        .toList();
  }

  /// Says whether `MESSAGE-INTEGRITY` is there and made with this password (RFC 8489 section 14.5).
  boolean isAuthentic(String password) {
    var given = attributes.get(MESSAGE_INTEGRITY);
    return given != null && MessageDigest.isEqual(given, integrity(bytes, integrityAt, password));
  }

  /// The address in `XOR-MAPPED-ADDRESS` (RFC 8489 section 14.2).
  ///
  /// @return null if there is none, or of an unknown family
  @Nullable InetSocketAddress mappedAddress() {
    var value = attributes.get(XOR_MAPPED_ADDRESS);
    if (value == null || (value.length != 8 && value.length != 20)) {
      return null;
    }
    var port = (ByteBuffer.wrap(value).getShort(2) & 0xFFFF) ^ (COOKIE >>> 16);
    var address = Arrays.copyOfRange(value, 4, value.length);
    mask(address, 0, address.length, bytes);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException _) {
      return null;
    }
  }

  private boolean readAttributes() {
    if (uint16(0) >= 0x4000
        || uint16(2) != bytes.length - HEADER
        || ByteBuffer.wrap(bytes).getInt(4) != COOKIE) {
      return false;
    }
    var at = HEADER;
    while (bytes.length - at >= ATTRIBUTE_HEADER) {
      var type = uint16(at);
      var length = uint16(at + 2);
      var next = at + ATTRIBUTE_HEADER + (length + 3) / 4 * 4;
      if (next > bytes.length) {
        return false;
      }
      if (type == FINGERPRINT) {
        return length == 4 && next == bytes.length && isFingerprint(at);
      }
      if (integrityAt < 0) {
        var value =
            Arrays.copyOfRange(bytes, at + ATTRIBUTE_HEADER, at + ATTRIBUTE_HEADER + length);
        attributes.putIfAbsent(type, value);
        integrityAt = type == MESSAGE_INTEGRITY ? at : -1;
      }
      at = next;
    }
    return false;
  }

  private boolean isFingerprint(int at) {
    return ByteBuffer.wrap(bytes).getInt(at + ATTRIBUTE_HEADER) == fingerprint(bytes, at);
  }

  private int uint16(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /// The HMAC of the first `length` bytes, with the header's length as if the message ended after
  /// this attribute.
  private static byte[] integrity(byte[] message, int length, String password) {
    var counted = Arrays.copyOf(message, length);
    var end = length - HEADER + ATTRIBUTE_HEADER + INTEGRITY_LENGTH;
    ByteBuffer.wrap(counted).putShort(2, (short) end);
    try {
      var hmac = Mac.getInstance("HmacSHA1");
      hmac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA1"));
      return hmac.doFinal(counted);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot do HMAC-SHA1.", e);
    }
  }

  private static int fingerprint(byte[] message, int length) {
    var crc = new CRC32();
    crc.update(message, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  /// Masks an address by the cookie and the transaction id of a message.
  private static void mask(byte[] target, int from, int length, byte[] message) {
    for (var i = 0; i < length; i++) {
      target[from + i] ^= message[4 + i];
    }
  }

  /// Writes one message. One thread owns it.
  static final class Writer {

    private final ByteBuffer out = ByteBuffer.allocate(WRITE_MAX);

    Writer(int type, byte[] transaction) {
      out.putShort((short) type).putShort((short) 0).putInt(COOKIE).put(transaction);
    }

    Writer attribute(int type, byte... value) {
      out.putShort((short) type).putShort((short) value.length).put(value);
      while (out.position() % 4 != 0) {
        out.put((byte) 0);
      }
      return this;
    }

    Writer username(String name) {
      return attribute(USERNAME, name.getBytes(UTF_8));
    }

    Writer mappedAddress(InetSocketAddress address) {
      var ip = address.getAddress().getAddress();
      var family = address.getAddress() instanceof Inet6Address ? 2 : 1;
      mask(ip, 0, ip.length, out.array());
      return attribute(
          XOR_MAPPED_ADDRESS,
          ByteBuffer.allocate(4 + ip.length)
              .putShort((short) family)
              .putShort((short) (address.getPort() ^ (COOKIE >>> 16)))
              .put(ip)
              .array());
    }

    Writer error(int code, String reason) {
      var text = reason.getBytes(UTF_8);
      return attribute(
          ERROR_CODE,
          ByteBuffer.allocate(4 + text.length)
              .putShort((short) 0)
              .put((byte) (code / 100))
              .put((byte) (code % 100))
              .put(text)
              .array());
    }

    Writer unknownAttributes(List<Integer> types) {
      var value = ByteBuffer.allocate(2 * types.size());
      types.forEach(type -> value.putShort(type.shortValue()));
      return attribute(UNKNOWN_ATTRIBUTES, value.array());
    }

    /// Ends the message with `MESSAGE-INTEGRITY` and `FINGERPRINT`.
    ByteBuffer sign(String password) {
      attribute(MESSAGE_INTEGRITY, integrity(out.array(), out.position(), password));
      var fingerprintAt = out.position();
      out.putShort(2, (short) (fingerprintAt - HEADER + 8));
      var fingerprint = fingerprint(out.array(), fingerprintAt);
      return attribute(FINGERPRINT, ByteBuffer.allocate(4).putInt(fingerprint).array()).out.flip();
    }
  }
}
