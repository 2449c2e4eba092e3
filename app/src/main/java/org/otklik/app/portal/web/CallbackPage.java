package org.otklik.app.portal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Choice;

/// The page on which a callback is booked, in words.
///
/// @param offered whether it can be booked at all
/// @param typed what was typed stays
public record CallbackPage(
    boolean offered,
    List<Choice> topics,
    List<Choice> languages,
    List<Choice> times,
    CallbackForm typed) {

  /// One booking, in words.
  ///
  /// @param state name of [org.otklik.app.callback.Bookings.State]
  /// @param word what the operator says first; null before it is confirmed, and after it is over
  /// @param open whether it can be moved and cancelled
  public record Booked(
      String code,
      String state,
      String title,
      String text,
      String topic,
      String number,
      String when,
      @Nullable String word,
      boolean open,
      List<Choice> times) {}
}
