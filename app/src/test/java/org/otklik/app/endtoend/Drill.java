package org.otklik.app.endtoend;

import java.util.ArrayList;
import java.util.List;

/// Tells a drill in plain words, in both languages: what is done to the product, what was promised
/// and whether it was kept. `./otklik drill` shows the lines that begin with [#MARK].
final class Drill {
  /// Begins every line that people are to see.
  static final String MARK = "drill| ";

  private final List<String> broken = new ArrayList<>();

  /// Begins one.
  Drill(String russian, String english) {
    tell(russian, english);
  }

  /// Says what happens.
  void tell(String russian, String english) {
    line(russian + " · " + english);
  }

  /// Says whether a promise was kept.
  void promised(boolean kept, String russian, String english) {
    line((kept ? "✓ " : "✗ ") + russian + " · " + english);
    if (!kept) {
      broken.add(english);
    }
  }

  /// Ends it.
  ///
  /// @throws AssertionError if a promise was broken
  void end() {
    if (!broken.isEmpty()) {
      throw new AssertionError("Broken promises: " + String.join("; ", broken));
    }
  }

  private static void line(String text) {
    System.out.println(MARK + text);
  }
}
