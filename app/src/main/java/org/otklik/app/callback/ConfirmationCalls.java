package org.otklik.app.callback;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.otklik.engine.routing.Language;

/// Calls a number for which somebody has booked a callback, and asks whoever answers whether that
/// is right. A port: the front door implements it. Nothing secret is said, and no code is asked
/// for.
public interface ConfirmationCalls {

  /// What came of it.
  enum Heard {
    /// Key 1: it is right.
    YES,
    /// Key 2: nobody there wants to be called.
    NO,
    /// Nobody answered, or no key was pressed.
    NOTHING
  }

  /// Calls once.
  ///
  /// @param number E.164
  /// @param window null when it is to be as soon as possible
  CompletionStage<Heard> ask(String number, Language language, @Nullable CallbackWindow window);
}
