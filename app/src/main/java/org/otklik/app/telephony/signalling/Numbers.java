package org.otklik.app.telephony.signalling;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The numbers that may be called (toll fraud):
///
/// 1. what is no valid number is not called;
/// 2. nor what begins like none of those allowed; none allowed, nobody is called;
/// 3. nor, whatever is allowed, numbers at a higher price.
final class Numbers {
  private static final Set<PhoneNumberType> DEAR =
      Set.of(PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST);

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final String country;
  private final List<String> allowed;

  /// @param country two letters: how numbers without a country code are read
  /// @param allowed beginnings, E.164
  Numbers(String country, List<String> allowed) {
    this.country = country;
    this.allowed = allowed;
  }

  /// The number as E.164; empty if it may not be called.
  Optional<String> findAllowed(String text) {
    try {
      var number = numbers.parse(text, country);
      var e164 = numbers.format(number, PhoneNumberFormat.E164);
      return numbers.isValidNumber(number)
              && !DEAR.contains(numbers.getNumberType(number))
              && allowed.stream().anyMatch(e164::startsWith)
          ? Optional.of(e164)
          : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  /// Whether it can be a number, of whatever price.
  boolean exists(String text) {
    try {
      return numbers.isValidNumber(numbers.parse(text, country));
    } catch (NumberParseException _) {
      return false;
    }
  }

  /// The digits with which a number is dialled within the country.
  String asDialled(String e164) {
    try {
      PhoneNumber number = numbers.parse(e164, country);
      return PhoneNumberUtil.normalizeDigitsOnly(
          numbers.formatOutOfCountryCallingNumber(number, country));
    } catch (NumberParseException broken) {
      throw new IllegalArgumentException("This is no E.164 number.", broken);
    }
  }
}
