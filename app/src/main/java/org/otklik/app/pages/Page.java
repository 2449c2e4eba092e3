package org.otklik.app.pages;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What every template knows of the request: language, words, visitor, hidden form token, addresses
/// of assets.
///
/// The view puts it into each template as `page`; a controller may take it as a parameter.
///
/// @param address path and query of this page without the language, for the language switch and for
///   coming back
/// @param correlation names this request in the logs and on error pages
public record Page(
    Language language,
    Texts texts,
    Optional<Visitor> visitor,
    FormToken formToken,
    String assetBase,
    String address,
    String correlation,
    Centre centre) {

  /// The hidden field that proves that a form came from our own page.
  public record FormToken(String name, String value) {}

  /// The sentence of `key` in the page's language.
  public String say(String key) {
    return texts.say(language, key);
  }

  /// The sentence of `key` with its `{names}` filled in.
  public String say(String key, Map<String, ?> args) {
    return texts.say(language, key, args);
  }

  /// The sentence of a key made from a stored code, or `otherwise` where this program does not know
  /// the code.
  public String sayOr(String key, String otherwise) {
    return texts.has(key) ? say(key) : otherwise;
  }

  /// What is wrong with `field`, or null: the form components take it as `error`.
  public @Nullable String error(FormErrors errors, String field) {
    return errors.find(field).map(error -> say(error.key(), error.args())).orElse(null);
  }

  /// The address of a file of `static/assets`, such as `brand/otklik.css`; it changes when any
  /// asset does.
  public String asset(String path) {
    return assetBase + "/" + path;
  }

  /// This page in another language.
  public String addressIn(Language other) {
    return address + (address.contains("?") ? "&" : "?") + "lang=" + other.code();
  }

  /// Is this the page at `path`?
  public boolean isAt(String path) {
    return address.equals(path) || address.startsWith(path + "?");
  }

  /// All languages, for the switch.
  public List<Language> languages() {
    return List.of(Language.values());
  }

  /// Day and time in the centre's time zone, as people of this language write it.
  public String time(Instant instant) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(language.locale())
        .format(instant.atZone(centre.zone()));
  }

  /// The ids of what a screen reader says after the label of the field `id`: its hint, then its
  /// error; null for neither.
  public static @Nullable String describedBy(
      String id, @Nullable String hint, @Nullable String error) {
    var parts = new ArrayList<String>();
    if (hint != null) {
      parts.add(id + "-hint");
    }
    if (error != null) {
      parts.add(id + "-error");
    }
    return parts.isEmpty() ? null : String.join(" ", parts);
  }
}
