package org.otklik.app.notifications.sending;

import java.util.regex.Pattern;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeRefused;
import org.otklik.app.pages.Texts;
import org.springframework.stereotype.Component;

/// Puts the words of notices together, and refuses those that must not be sent.
@Component
final class NoticeTexts {

  /// Something that a telephone makes a link of. No notice has one: people learn that a message
  /// with a link is not from us.
  private static final Pattern LINK =
      Pattern.compile(
          "://|\\bwww\\.|\\b[\\p{L}\\d-]{2,}\\.(?:ru|su|рф|com|net|org|info|me|gov|io|ly|cc|shop|site|online|xyz|app)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

  private final Texts texts;

  NoticeTexts(Texts texts) {
    this.texts = texts;
  }

  /// What is sent.
  ///
  /// @throws NoticeRefused as [org.otklik.app.notifications.Notifications#send] says
  String text(NewNotice notice) {
    var template = notice.template();
    checkArguments(notice);
    var text =
        texts.say(notice.language(), "notifications.text." + template.name(), notice.arguments());
    if (text.length() > template.lengthMax()) {
      throw new NoticeRefused(
          "The notice (%s) in %s has %d characters and may have %d."
              .formatted(template, notice.language().code(), text.length(), template.lengthMax()));
    }
    if (LINK.matcher(text).find()) {
      throw new NoticeRefused("The notice (%s) has a link in it.".formatted(template));
    }
    return text;
  }

  private static void checkArguments(NewNotice notice) {
    var lengthsMax = notice.template().lengthsMax();
    if (!lengthsMax.keySet().equals(notice.arguments().keySet())) {
      throw new NoticeRefused(
          "The notice (%s) has the arguments %s, not %s."
              .formatted(notice.template(), lengthsMax.keySet(), notice.arguments().keySet()));
    }
    lengthsMax.forEach((name, max) -> checkArgument(notice, name, max));
  }

  private static void checkArgument(NewNotice notice, String name, int lengthMax) {
    var text = notice.arguments().getOrDefault(name, "");
    if (text.isBlank() || text.length() > lengthMax || CONTROL.matcher(text).find()) {
      throw new NoticeRefused(
          "The argument (%s) of the notice (%s) has 1 to %d characters and no control characters, not %d."
              .formatted(name, notice.template(), lengthMax, text.length()));
    }
  }
}
