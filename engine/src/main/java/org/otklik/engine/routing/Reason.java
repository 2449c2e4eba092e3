package org.otklik.engine.routing;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Why a decision was made: a stable code of the rule that made it, such as `longest-ready`, and
/// the values that a sentence about it needs (ring, waited seconds, how many others were considered
/// and why not). Sentences are made where the language is known.
///
/// The values are put into words when somebody asks for them: the router decides far more often
/// than anybody reads.
public final class Reason {

  private final String code;
  private final Supplier<Map<String, String>> grounds;

  /// A reason with these values.
  public Reason(String code, Map<String, String> values) {
    this.code = code;
    var copy = Map.copyOf(values);
    this.grounds = () -> copy;
  }

  /// @param grounds must not change any more; gives the values
  Reason(String code, Supplier<Map<String, String>> grounds) {
    this.code = code;
    this.grounds = grounds;
  }

  /// Of the rule that decided.
  public String code() {
    return code;
  }

  /// What a sentence about it needs, by name.
  public Map<String, String> values() {
    return grounds.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reason reason
        && code.equals(reason.code)
        && values().equals(reason.values());
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, values());
  }

  @Override
  public String toString() {
    return "Reason[code=%s, values=%s]".formatted(code, values());
  }
}
