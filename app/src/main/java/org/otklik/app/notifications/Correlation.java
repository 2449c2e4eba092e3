package org.otklik.app.notifications;

/// What a notice is about, in the words of who sends it, such as the id of a call back. It comes
/// back with every fact about the notice and every answer to it.
public record Correlation(String value) {

  /// The longest that is kept.
  public static final int LENGTH_MAX = 100;

  /// Checks the length.
  public Correlation {
    if (value.isBlank() || value.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A correlation has 1 to %d characters, not %d.".formatted(LENGTH_MAX, value.length()));
    }
  }
}
