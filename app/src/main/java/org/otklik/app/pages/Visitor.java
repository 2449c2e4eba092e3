package org.otklik.app.pages;

import java.util.List;

/// Who is signed in, as the header shows it.
///
/// @param name how the person is called on screen
/// @param homeHref the page where the person works
/// @param sections the pages between which the person's work goes
/// @param signOutAction where the form that ends it is posted
public record Visitor(String name, String homeHref, List<Section> sections, String signOutAction) {

  /// A page in the header; its name is the text of `key`.
  public record Section(String href, String key) {}
}
