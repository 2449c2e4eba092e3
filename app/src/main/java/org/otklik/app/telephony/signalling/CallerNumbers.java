package org.otklik.app.telephony.signalling;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the number of a caller as the trunk delivered it. What is delivered may be forged: it
/// orders people and proves nothing.
final class CallerNumbers {

  /// E.164 has 15 digits; what is no such number is kept as it is up to this length.
  private static final int LENGTH_MAX = 40;

  private static final Set<String> WITHHELD =
      Set.of("", "anonymous", "unknown", "unavailable", "restricted", "private");

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final String country;

  CallerNumbers(String country) {
    this.country = country;
  }

  /// E.164 where the number can be read so, as delivered otherwise, null when it was withheld.
  @Nullable String read(String delivered) {
    var user = delivered.strip();
    if (WITHHELD.contains(user.toLowerCase(Locale.ROOT))) {
      return null;
    }
    try {
      var number = numbers.parse(user, country);
      if (numbers.isValidNumber(number)) {
        return numbers.format(number, PhoneNumberFormat.E164);
      }
    } catch (NumberParseException _) {
      // An internal number or a name: kept as it is.
    }
    return cut(user);
  }

  /// No character is cut in two.
  private static String cut(String user) {
    if (user.length() <= LENGTH_MAX) {
      return user;
    }
    var splits = Character.isHighSurrogate(user.charAt(LENGTH_MAX - 1));
    return user.substring(0, splits ? LENGTH_MAX - 1 : LENGTH_MAX);
  }
}
