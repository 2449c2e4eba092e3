package org.otklik.app.pages;

import org.jspecify.annotations.Nullable;

/// One line of a summary list: what it is, its value, and where to change it.
///
/// @param changeHref the page on which it can be changed
public record SummaryRow(String key, String value, @Nullable String changeHref) {

  /// A line that cannot be changed.
  public SummaryRow(String key, String value) {
    this(key, value, null);
  }
}
