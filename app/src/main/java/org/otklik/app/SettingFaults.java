package org.otklik.app;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with the settings below one name, collected so that all of it can be mended at
/// once. Not safe for several threads.
public final class SettingFaults {

  private final String below;
  private final List<String> russian = new ArrayList<>();
  private final List<String> english = new ArrayList<>();

  /// @param below the name that all of them begin with, such as `otklik.telephony`
  public SettingFaults(String below) {
    this.below = below;
  }

  /// Adds one.
  ///
  /// @param setting its name below
  /// @param inRussian what is wrong and what is wanted; no secrets and no personal data
  /// @param inEnglish the same in English
  public void add(String setting, String inRussian, String inEnglish) {
    russian.add("  %s.%s: %s".formatted(below, setting, inRussian));
    english.add("  %s.%s: %s".formatted(below, setting, inEnglish));
  }

  /// Stops the start with the whole list.
  ///
  /// @throws StartRefused if there are any
  public void refuseIfAny() {
    if (!russian.isEmpty()) {
      throw new StartRefused(
          "Исправьте настройки:\n" + String.join("\n", russian),
          "Correct the settings:\n" + String.join("\n", english));
    }
  }
}
