package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeRefused;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.pages.TextsOfTests;

class NoticeTextsTest {
  private static final Texts TEXTS = TextsOfTests.load();
  private final NoticeTexts notices = new NoticeTexts(TEXTS);

  static Stream<Arguments> everyNotice() {
    return Arrays.stream(NoticeTemplate.values())
        .flatMap(
            template ->
                Arrays.stream(Language.values()).map(language -> Arguments.of(template, language)));
  }

  /// Whatever stands for the arguments: they cannot be longer.
  @ParameterizedTest
  @MethodSource("everyNotice")
  void fitsIntoOneMessageWithTheLongestArguments(NoticeTemplate template, Language language) {
    var text = notices.text(notice(template, language, longest(template)));

    assertThat(text).hasSizeLessThanOrEqualTo(template.isLong() ? 670 : 70);
    assertThat(longest(template).values())
        .allSatisfy(argument -> assertThat(text).contains(argument));
    assertThat(text).doesNotContain("{", "}");
  }

  @Test
  void namesEveryArgumentOfItsWordsAndNoOther() {
    assertThat(NoticeTemplate.values())
        .allSatisfy(
            template ->
                assertThatThrownBy(
                        () ->
                            notices.text(
                                notice(template, Language.RU, Map.of("somebody-else", "1"))))
                    .isInstanceOf(NoticeRefused.class)
                    .hasMessageContaining(template.name()));
  }

  @Test
  void aTextThatIsTooLongIsRefusedWithItsLength() {
    var tooLong = new NoticeTexts(new OneText("я".repeat(71)));

    assertThatThrownBy(
            () -> tooLong.text(notice(NoticeTemplate.UNKNOWN_REPLY, Language.RU, Map.of())))
        .isInstanceOf(NoticeRefused.class)
        .hasMessage("The notice (UNKNOWN_REPLY) in ru has 71 characters and may have 70.");
  }

  @Test
  void anArgumentThatIsTooLongOrEmptyOrHasControlCharactersIsRefused() {
    for (var word : List.of("ЗЕМЛЯНИЧНАЯ, 47", "   ", "РЯБИНА\n47\u0007")) {
      assertThatThrownBy(
              () ->
                  notices.text(
                      notice(
                          NoticeTemplate.CALLBACK_BOOKED,
                          Language.RU,
                          Map.of("window", "31.12 18:30-19:00", "word", word))))
          .isInstanceOf(NoticeRefused.class)
          .hasMessageContaining("(word)")
          .hasMessageNotContaining(word);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.b",
        "HTTP://x",
        "см. gosuslugi.ru",
        "госуслуги.рф",
        "www.a",
        "bit.ly/x"
      })
  void noNoticeHasALink(String link) {
    assertThatThrownBy(
            () ->
                notices.text(
                    notice(
                        NoticeTemplate.MESSAGE_ANSWER,
                        Language.RU,
                        Map.of("day", "31.12", "answer", "Смотрите " + link))))
        .isInstanceOf(NoticeRefused.class)
        .hasMessageContaining("link");
  }

  @Test
  void ordinaryPunctuationIsNoLink() {
    var text =
        notices.text(
            notice(
                NoticeTemplate.MESSAGE_ANSWER,
                Language.RU,
                Map.of(
                    "day",
                    "31.12",
                    "answer",
                    "Да.Нет. ул. Мира, д. 5. П. 3.1 приказа. Т.е. ждём.")));

    assertThat(text).contains("Т.е. ждём.");
  }

  private static Map<String, String> longest(NoticeTemplate template) {
    return template.lengthsMax().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getKey().substring(0, 1).repeat(entry.getValue())));
  }

  private static NewNotice notice(
      NoticeTemplate template, Language language, Map<String, String> arguments) {
    return new NewNotice(
        "key", template, language, NotificationParts.OLGA, arguments, Instant.MAX, null);
  }

  /// Says the same to everything.
  private record OneText(String text) implements Texts {
    @Override
    public String say(Language language, String key, Map<String, ?> args) {
      return text;
    }

    @Override
    public List<String> keys(String prefix) {
      return List.of();
    }

    @Override
    public boolean has(String key) {
      return true;
    }
  }
}
