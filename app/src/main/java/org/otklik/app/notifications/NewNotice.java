package org.otklik.app.notifications;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Language;

/// A notice to be sent.
///
/// @param key names it once and for all, such as `callback-booked:<id>:<version>`: a second notice
///   with the same key is the first one, and nothing more is sent
/// @param arguments a text for each of the template's arguments, already in the notice's language
/// @param notAfter when nobody needs it any more: it is not sent then, but expires
/// @param correlation what it is about; null where nobody asks
public record NewNotice(
    String key,
    NoticeTemplate template,
    Language language,
    Recipient recipient,
    Map<String, String> arguments,
    Instant notAfter,
    @Nullable Correlation correlation) {

  /// The longest key.
  public static final int KEY_LENGTH_MAX = 200;

  /// Checks the key and copies the arguments.
  public NewNotice {
    if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A key of a notice has 1 to %d characters, not %d."
              .formatted(KEY_LENGTH_MAX, key.length()));
    }
    arguments = Map.copyOf(arguments);
  }
}
