package org.otklik.app.notifications.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Texts as SMS carry them: the default alphabet of GSM (3GPP TS 23.038, 6.2.1), one character of
/// seven bits in each octet as SMPP has it, and UCS-2 for everything else.
final class Alphabets {

  /// SMPP 3.4, 5.2.19: data codings.
  static final byte DEFAULT = 0;

  static final byte ASCII = 1;
  static final byte LATIN_1 = 3;
  static final byte UCS2 = 8;

  private static final char ESCAPE = '\u001b';

  /// By the octet; the escape stands for itself.
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_OCTETS = {
    0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65
  };

  private Alphabets() {}

  /// How the octets of this text are read.
  static byte coding(String text) {
    return findGsm(text).isPresent() ? DEFAULT : UCS2;
  }

  /// The octets of a text, by its [#coding].
  static byte[] octets(String text) {
    return findGsm(text).orElseGet(() -> text.getBytes(StandardCharsets.UTF_16BE));
  }

  private static Optional<byte[]> findGsm(String text) {
    var octets = new byte[text.length() * 2];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      int plain = GSM.indexOf(text.charAt(i));
      int extended = EXTENDED.indexOf(text.charAt(i));
      if (plain >= 0 && text.charAt(i) != ESCAPE) {
        octets[length++] = (byte) plain;
      } else if (extended >= 0) {
        octets[length++] = (byte) ESCAPE;
        octets[length++] = EXTENDED_OCTETS[extended];
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(Arrays.copyOf(octets, length));
  }

  /// The text of octets that came with this coding; unknown codings are read as the default.
  static String text(byte coding, byte[] octets) {
    return switch (coding) {
      case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
      case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
      case ASCII -> new String(octets, StandardCharsets.US_ASCII);
      default -> gsm(octets);
    };
  }

  private static String gsm(byte[] octets) {
    var text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      boolean isExtended = octets[i] == ESCAPE && i + 1 < octets.length;
      text.append(isExtended ? extended(octets[++i]) : GSM.charAt(octets[i] & 0x7f));
    }
    return text.toString();
  }

  /// An unknown extended character is shown as the plain one (3GPP TS 23.038, 6.2.1.1).
  private static char extended(byte octet) {
    for (int i = 0; i < EXTENDED_OCTETS.length; i++) {
      if (EXTENDED_OCTETS[i] == octet) {
        return EXTENDED.charAt(i);
      }
    }
    return GSM.charAt(octet & 0x7f);
  }
}
