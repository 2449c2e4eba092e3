package org.otklik.app.telephony.signalling;

import java.util.ArrayList;
import java.util.List;
import org.otklik.app.StartRefused;

/// What is wrong with settings, collected so that all of it can be mended at once.
final class Faults {
  private final List<String> russian = new ArrayList<>();
  private final List<String> english = new ArrayList<>();

  /// @param setting its name below `otklik.telephony`
  void add(String setting, String inRussian, String inEnglish) {
    russian.add("  otklik.telephony.%s: %s".formatted(setting, inRussian));
    english.add("  otklik.telephony.%s: %s".formatted(setting, inEnglish));
  }

  /// @throws StartRefused if there are any
  void refuseIfAny() {
    if (!russian.isEmpty()) {
      throw new StartRefused(
          "Исправьте настройки телефонии:\n" + String.join("\n", russian),
          "Correct the settings of telephony:\n" + String.join("\n", english));
    }
  }
}
