package org.otklik.app.pages;

/// The product's words for tests of other modules.
public final class TextsOfTests {
  private TextsOfTests() {}

  public static Texts load() {
    return BundledTexts.load("texts");
  }
}
