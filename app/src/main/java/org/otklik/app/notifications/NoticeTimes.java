package org.otklik.app.notifications;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as they stand in notices: short, and in both languages alike.
public final class NoticeTimes {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private NoticeTimes() {}

  /// Such as `31.12`.
  public static String day(ZonedDateTime at) {
    return DAY.format(at);
  }

  /// Such as `18:30`.
  public static String time(ZonedDateTime at) {
    return TIME.format(at);
  }

  /// Such as `31.12 18:30-19:00`; the day is that of the beginning.
  public static String window(ZonedDateTime from, ZonedDateTime until) {
    return "%s %s-%s".formatted(day(from), time(from), time(until));
  }
}
