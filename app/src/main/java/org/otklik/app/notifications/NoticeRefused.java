package org.otklik.app.notifications;

/// A notice was not accepted because of its words: nothing is kept, nothing is sent. A fault of the
/// caller; the message names template and argument, never a text.
public final class NoticeRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /// Says what is wrong.
  public NoticeRefused(String message) {
    super(message);
  }
}
