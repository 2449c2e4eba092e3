package org.otklik.app.telephony.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/// An operator's telephone, as it is written down.
///
/// @param password by which it registers; by the environment
/// @param srtp secured sound when it is called: `off`, `offered` or `required`
public record PhoneSettings(@DefaultValue("") String password, @DefaultValue("off") String srtp) {

  /// Without the password.
  @Override
  public String toString() {
    return "PhoneSettings[srtp=%s]".formatted(srtp);
  }
}
