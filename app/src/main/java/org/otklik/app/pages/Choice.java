package org.otklik.app.pages;

import org.jspecify.annotations.Nullable;

/// One answer to pick: of radios, of checkboxes or of a select.
///
/// @param value what the form sends
/// @param text what people read, already in their language
/// @param hint a further sentence under it
public record Choice(String value, String text, @Nullable String hint) {

  /// A choice without a hint.
  public Choice(String value, String text) {
    this(value, text, null);
  }
}
