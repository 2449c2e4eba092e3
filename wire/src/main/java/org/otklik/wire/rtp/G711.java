package org.otklik.wire.rtp;

import java.util.function.IntUnaryOperator;

/// Sound of the telephone network, ITU-T G.711: one byte a sample, 8,000 a second, in its two laws.
/// All conversions are table look-ups.
public enum G711 {

  /// PCMA, used in Russia and Europe.
  A_LAW("PCMA", 8, 0xD5),

  /// PCMU, used in North America and Japan.
  MU_LAW("PCMU", 0, 0xFF);

  /// Samples a second.
  public static final int RATE = 8_000;

  private final String encoding;
  private final int payloadType;
  private final byte silence;

  G711(String encoding, int payloadType, int silence) {
    this.encoding = encoding;
    this.payloadType = payloadType;
    this.silence = (byte) silence;
  }

  /// The static RTP payload type (RFC 3551 table 4).
  public int payloadType() {
    return payloadType;
  }

  /// The code of zero.
  public byte silence() {
    return silence;
  }

  /// 16-bit linear value of a code.
  public short decode(byte code) {
    return (this == A_LAW ? Tables.A_DECODED : Tables.MU_DECODED)[code & 0xFF];
  }

  /// The code of a 16-bit linear value.
  public byte encode(short linear) {
    return (this == A_LAW ? Tables.A_ENCODED : Tables.MU_ENCODED)[linear & 0xFFFF];
  }

  /// The code in the other law of a code in this law.
  public byte toOther(byte code) {
    return (this == A_LAW ? Tables.A_TO_MU : Tables.MU_TO_A)[code & 0xFF];
  }

  /// The name in SDP.
  @Override
  public String toString() {
    return encoding;
  }

  /// Every answer, computed once.
  private static final class Tables {

    private static final int MU_BIAS = 0x84;
    private static final int MU_CLIP = 32_635;

    private static final short[] A_DECODED = decoded(Tables::decodeA);
    private static final short[] MU_DECODED = decoded(Tables::decodeMu);
    private static final byte[] A_ENCODED = encoded(Tables::encodeA);
    private static final byte[] MU_ENCODED = encoded(Tables::encodeMu);
    private static final byte[] A_TO_MU = converted(A_DECODED, MU_ENCODED);
    private static final byte[] MU_TO_A = converted(MU_DECODED, A_ENCODED);

    private static short[] decoded(IntUnaryOperator decoder) {
      var table = new short[256];
      for (var code = 0; code < table.length; code++) {
        table[code] = (short) decoder.applyAsInt(code);
      }
      return table;
    }

    private static byte[] encoded(IntUnaryOperator encoder) {
      var table = new byte[65_536];
      for (var bits = 0; bits < table.length; bits++) {
        table[bits] = (byte) encoder.applyAsInt((short) bits);
      }
      return table;
    }

    private static byte[] converted(short[] from, byte[] to) {
      var table = new byte[256];
      for (var code = 0; code < table.length; code++) {
        table[code] = to[from[code] & 0xFFFF];
      }
      return table;
    }

    private static int decodeA(int code) {
      var bits = code ^ 0x55;
      var exponent = bits >> 4 & 7;
      var mantissa = (bits & 0x0F) << 4;
      var magnitude = exponent == 0 ? mantissa + 0x08 : (mantissa + 0x108) << (exponent - 1);
      return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static int encodeA(int linear) {
      var magnitude = (linear >= 0 ? linear : ~linear) >> 4;
      var exponent = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
      var mantissa = magnitude >> Math.max(0, exponent - 1) & 0x0F;
      return ((linear >= 0 ? 0x80 : 0) | exponent << 4 | mantissa) ^ 0x55;
    }

    private static int decodeMu(int code) {
      var bits = ~code;
      var exponent = bits >> 4 & 7;
      var magnitude = (((bits & 0x0F) << 3) + MU_BIAS) << exponent;
      return (bits & 0x80) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS;
    }

    private static int encodeMu(int linear) {
      var magnitude = Math.min(Math.abs(linear), MU_CLIP) + MU_BIAS;
      var exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
      var mantissa = magnitude >> (exponent + 3) & 0x0F;
      return ~((linear < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
    }
  }
}
