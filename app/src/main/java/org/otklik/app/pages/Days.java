package org.otklik.app.pages;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/// Days as people type them into a form.
public final class Days {

  /// As people write a day, or as computers do.
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("[d.M.uuuu][uuuu-M-d]", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);

  private Days() {}

  /// The typed day, `31.3.2026` or `2026-03-31`; empty for anything else.
  public static Optional<LocalDate> find(String typed) {
    try {
      return Optional.of(LocalDate.parse(typed.strip(), TYPED));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// As it is typed.
  public static String text(LocalDate day) {
    return SHOWN.format(day);
  }
}
