package org.otklik.app.portal.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings.Refusal;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Language;
import org.otklik.engine.routing.TopicId;

/// What somebody has typed into the page for a callback.
///
/// @param when [#SOON], or when a window begins, in UTC as ISO 8601 has it
public record CallbackForm(
    @Nullable String topic,
    @Nullable String language,
    @Nullable String number,
    @Nullable String when) {

  /// As soon as possible.
  public static final String SOON = "soon";

  /// Nobody's number has more characters, however it is written.
  static final int NUMBER_MAX = 40;

  /// The shortest number that we call, without a country.
  private static final int DIGITS_MIN = 10;

  private static final Pattern LETTER = Pattern.compile("\\p{L}");
  private static final Pattern NO_DIGIT = Pattern.compile("\\D");

  /// What is wrong, as far as can be seen without asking.
  FormErrors check(Topics topics) {
    var errors = new FormErrors();
    if (findTopic(topics).isEmpty()) {
      errors.add("topic", "portal.callback.error.topic");
    }
    if (findLanguage().isEmpty()) {
      errors.add("language", "portal.callback.error.language");
    }
    checkNumber(errors);
    if (!isSoon() && findFrom().isEmpty()) {
      errors.add("when", "portal.callback.error.when");
    }
    return errors;
  }

  private void checkNumber(FormErrors errors) {
    var typed = typedNumber();
    if (typed.isEmpty()) {
      errors.add("number", "portal.callback.error.number.none");
    } else if (typed.length() > NUMBER_MAX) {
      errors.add("number", "portal.callback.error.number");
    } else if (LETTER.matcher(typed).find()) {
      errors.add("number", "portal.callback.error.number.letters");
    } else if (NO_DIGIT.matcher(typed).replaceAll("").length() < DIGITS_MIN) {
      errors.add("number", "portal.callback.error.number.short");
    }
  }

  Optional<TopicId> findTopic(Topics topics) {
    return Optional.ofNullable(topic)
        .flatMap(id -> topics.find(new TopicId(id)))
        .filter(found -> !found.expert())
        .map(Topics.Topic::id);
  }

  Optional<Language> findLanguage() {
    for (var known : Language.values()) {
      if (known.code().equals(language)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  String typedNumber() {
    return number == null ? "" : number.strip();
  }

  boolean isSoon() {
    return SOON.equals(when);
  }

  /// When the window begins.
  Optional<Instant> findFrom() {
    return findFrom(when);
  }

  static Optional<Instant> findFrom(@Nullable String when) {
    try {
      return when == null || isBlank(when) ? Optional.empty() : Optional.of(Instant.parse(when));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static boolean isBlank(String when) {
    return when.isBlank() || when.equals(SOON);
  }

  /// The sentence of a refusal, and the field that it is about.
  static void add(FormErrors errors, Refusal why) {
    var field =
        switch (why) {
          case NOT_CALLABLE, ALREADY_PROMISED, TOO_MANY_FOR_NUMBER, TOO_MANY_FROM_NETWORK ->
              "number";
          case NO_WINDOW, CLOSED, FULL, TOO_LATE, UNAVAILABLE -> "when";
        };
    var key = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    errors.add(field, "portal.callback.refused." + key);
  }
}
