package org.otklik.app;

import org.jspecify.annotations.Nullable;

/// The product cannot start, and the person who starts it can help that. Throw it while beans are
/// made or started: the sentence is printed on the console instead of a stack trace, and the
/// process ends with code 1.
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /// @param russian one sentence: what is wrong and what to do; no personal data
  /// @param english the same in English
  public StartRefused(String russian, String english) {
    this(russian, english, null);
  }

  /// The same with the technical reason, which goes to the log only.
  public StartRefused(String russian, String english, @Nullable Throwable cause) {
    super(russian + System.lineSeparator() + english, cause);
    this.sentence = russian + System.lineSeparator() + english;
  }

  /// What the person at the console reads: a Russian line, then an English one.
  public String sentence() {
    return sentence;
  }
}
