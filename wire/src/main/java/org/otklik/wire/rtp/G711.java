package org.otklik.wire.rtp;

import java.util.function.IntUnaryOperator;

/// Sound of the telephone network, ITU-T G.711: one byte a sample, 8,000 a second, in its two laws.
/// All conversions are table look-ups. Immutable; there are just the two constants.
public final class G711 {

  /// PCMA, used in Russia and Europe.
  public static final G711 A_LAW = new G711("PCMA", 8, 0xD5, G711::decodeALaw, G711::encodeALaw);

  /// PCMU, used in North America and Japan.
  public static final G711 MU_LAW = new G711("PCMU", 0, 0xFF, G711::decodeMuLaw, G711::encodeMuLaw);

  /// Samples a second.
  public static final int RATE = 8_000;

  private static final int MU_BIAS = 0x84;
  private static final int MU_CLIP = 32_635;

  private static final byte[] A_TO_MU = conversion(A_LAW, MU_LAW);
  private static final byte[] MU_TO_A = conversion(MU_LAW, A_LAW);

  private final String name;
  private final int payloadType;
  private final byte silence;
  private final short[] decoded = new short[256];
  private final byte[] encoded = new byte[65_536];

  private G711(
      String name,
      int payloadType,
      int silence,
      IntUnaryOperator decoder,
      IntUnaryOperator encoder) {
    this.name = name;
    this.payloadType = payloadType;
    this.silence = (byte) silence;
    for (var code = 0; code < decoded.length; code++) {
      decoded[code] = (short) decoder.applyAsInt(code);
    }
    for (var bits = 0; bits < encoded.length; bits++) {
      encoded[bits] = (byte) encoder.applyAsInt((short) bits);
    }
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
    return decoded[code & 0xFF];
  }

  /// The code of a 16-bit linear value.
  public byte encode(short linear) {
    return encoded[linear & 0xFFFF];
  }

  /// The code in the other law of a code in this law.
  public byte toOther(byte code) {
    return (this == A_LAW ? A_TO_MU : MU_TO_A)[code & 0xFF];
  }

  /// The name in SDP.
  @Override
  public String toString() {
    return name;
  }

  private static byte[] conversion(G711 from, G711 to) {
    var table = new byte[256];
    for (var code = 0; code < table.length; code++) {
      table[code] = to.encode(from.decode((byte) code));
    }
    return table;
  }

  private static int decodeALaw(int code) {
    var bits = code ^ 0x55;
    var exponent = bits >> 4 & 7;
    var mantissa = (bits & 0x0F) << 4;
    var magnitude = exponent == 0 ? mantissa + 0x08 : (mantissa + 0x108) << (exponent - 1);
    return (bits & 0x80) != 0 ? magnitude : -magnitude;
  }

  private static int encodeALaw(int linear) {
    var magnitude = (linear >= 0 ? linear : ~linear) >> 4;
    var exponent = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
    var mantissa = magnitude >> Math.max(0, exponent - 1) & 0x0F;
    return ((linear >= 0 ? 0x80 : 0) | exponent << 4 | mantissa) ^ 0x55;
  }

  private static int decodeMuLaw(int code) {
    var bits = ~code;
    var exponent = bits >> 4 & 7;
    var magnitude = (((bits & 0x0F) << 3) + MU_BIAS) << exponent;
    return (bits & 0x80) != 0 ? MU_BIAS - magnitude : magnitude - MU_BIAS;
  }

  private static int encodeMuLaw(int linear) {
    var magnitude = Math.min(Math.abs(linear), MU_CLIP) + MU_BIAS;
    var exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
    var mantissa = magnitude >> (exponent + 3) & 0x0F;
    return ~((linear < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
  }
}
