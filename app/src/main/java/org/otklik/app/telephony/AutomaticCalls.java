package org.otklik.app.telephony;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Calls in which nobody of ours takes part: a question is played and answered by a key.
public interface AutomaticCalls {

  /// Calls a number through the trunks, plays the question up to twice, and ends the call.
  ///
  /// @param number one that may be called
  /// @param question names of prompts with the language folder
  /// @param answers what is played after each key that answers; other keys do nothing
  /// @return completes when it is known: the key, or empty when nobody answered or pressed one.
  ///   Never fails
  CompletionStage<Optional<Character>> ask(
      String number, List<String> question, Map<Character, List<String>> answers);
}
