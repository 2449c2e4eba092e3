package org.otklik.app.pages;

import java.util.List;
import java.util.Map;

/// Every sentence that people read, by key, in each [Language].
///
/// The sentences are ICU messages in `texts/<module>_ru.properties` and
/// `texts/<module>_en.properties` on the class path.
public interface Texts {

  /// The sentence of `key`.
  ///
  /// @throws IllegalArgumentException if there is no such key: a test keeps that from happening
  default String say(Language language, String key) {
    return say(language, key, Map.of());
  }

  /// The sentence of `key` with its `{names}` filled in from `args`.
  ///
  /// @throws IllegalArgumentException if there is no such key
  String say(Language language, String key, Map<String, ?> args);

  /// The keys that begin with `prefix`, in their order.
  List<String> keys(String prefix);

  /// Whether there is a sentence for `key`; for keys made from stored codes, which may be newer
  /// than this program.
  boolean has(String key);
}
