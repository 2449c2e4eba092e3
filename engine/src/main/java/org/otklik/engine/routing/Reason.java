package org.otklik.engine.routing;

import java.util.Map;

/// Why a decision was made: a stable code of the rule that made it, such as `longest-ready`, and
/// the values that a sentence about it needs (ring, waited seconds, how many others were considered
/// and why not). Sentences are made where the language is known.
public record Reason(String code, Map<String, String> values) {

  /// Copies the values.
  public Reason {
    values = Map.copyOf(values);
  }
}
