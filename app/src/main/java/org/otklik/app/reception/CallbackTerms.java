package org.otklik.app.reception;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// On what terms a caller can be called back.
///
/// @param offered whether it can be promised at all
/// @param callerNumber as delivered, null when withheld
/// @param callable the number as E.164, empty if it is none or none that we may call
record CallbackTerms(
    boolean offered, @Nullable String callerNumber, Function<String, Optional<String>> callable) {

  /// Nobody is called back.
  static CallbackTerms none() {
    return new CallbackTerms(false, null, _ -> Optional.empty());
  }

  /// The number that the caller calls from, if we may call it.
  Optional<String> known() {
    return Optional.ofNullable(callerNumber).flatMap(callable);
  }
}
