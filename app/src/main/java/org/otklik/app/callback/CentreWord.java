package org.otklik.app.callback;

/// The centre's word: by it the citizen knows that it is we who call. The operator says it first,
/// and nobody asks the citizen for it.
///
/// @param noun English name of the noun in the list, such as `linden`
/// @param number from 21 to 99, and no round one, so that every language says it in two words
public record CentreWord(String noun, int number) {

  /// The smallest number.
  public static final int NUMBER_MIN = 21;

  /// The greatest number.
  public static final int NUMBER_MAX = 99;

  /// Checks the number.
  public CentreWord {
    if (number < NUMBER_MIN || number > NUMBER_MAX || number % 10 == 0) {
      throw new IllegalArgumentException(
          "The number (%d) must be from 21 to 99 and not round.".formatted(number));
    }
  }
}
