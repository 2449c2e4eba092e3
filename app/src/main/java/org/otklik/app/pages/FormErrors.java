package org.otklik.app.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is wrong with a filled form, field by field, in the order of the page.
///
/// The controller adds, the page shows: a summary that links to each field, and the sentence at the
/// field. What the person typed stays in the form. One request owns it.
public final class FormErrors {

  private final Map<String, FormError> errors = new LinkedHashMap<>();

  /// What is wrong with one field; `field` is also the id of its input on the page.
  public record FormError(String field, String key, Map<String, ?> args) {}

  /// Says what is wrong with `field` by a key of [Texts]. The first fault of a field is kept: one
  /// at a time is enough.
  public void add(String field, String key, Map<String, ?> args) {
    errors.putIfAbsent(field, new FormError(field, key, Map.copyOf(args)));
  }

  /// Says what is wrong with `field` by a key of [Texts].
  public void add(String field, String key) {
    add(field, key, Map.of());
  }

  /// Whether the form may be taken.
  public boolean isEmpty() {
    return errors.isEmpty();
  }

  /// What is wrong with `field`.
  public Optional<FormError> find(String field) {
    return Optional.ofNullable(errors.get(field));
  }

  /// All faults, at most one per field.
  public List<FormError> all() {
    return List.copyOf(errors.values());
  }
}
