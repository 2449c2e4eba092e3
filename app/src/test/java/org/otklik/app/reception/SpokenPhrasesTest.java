package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.engine.routing.TopicId;

final class SpokenPhrasesTest {

  private static final SpokenPhrases RUSSIAN = new SpokenPhrases(VoiceLanguage.RU);
  private static final SpokenPhrases ENGLISH = new SpokenPhrases(VoiceLanguage.EN);

  static IntStream places() {
    return IntStream.rangeClosed(1, SpokenPhrases.PLACE_MAX);
  }

  static IntStream minutes() {
    return IntStream.rangeClosed(2, SpokenPhrases.MINUTES_MAX);
  }

  @ParameterizedTest
  @MethodSource("places")
  void saysARussianPlaceAsANeuterOrdinal(int place) {
    var expected = spellOut("ru", "%spellout-ordinal-neuter", place);

    var said = Texts.heard(RUSSIAN.place(place));

    assertThat(plain(said)).isEqualTo(plain("Ваше место в очереди " + expected));
  }

  @ParameterizedTest
  @MethodSource("places")
  void saysAnEnglishPlaceAsANumber(int place) {
    var expected = spellOut("en", "%spellout-cardinal", place);

    var said = Texts.heard(ENGLISH.place(place));

    assertThat(plain(said)).isEqualTo(plain("Your place in the queue is number " + expected));
  }

  @ParameterizedTest
  @MethodSource("minutes")
  void saysRussianMinutesInTheGenitive(int to) {
    var from = Math.max(1, to - 1);
    var one = PluralRules.forLocale(ULocale.forLanguageTag("ru")).select(to).equals("one");
    var expected =
        "Ждать примерно от %s до %s %s"
            .formatted(genitive(from), genitive(to), one ? "минуты" : "минут");

    var said = Texts.heard(RUSSIAN.wait(estimate(from, to)));

    assertThat(plain(said)).isEqualTo(plain(expected));
  }

  @ParameterizedTest
  @MethodSource("minutes")
  void saysEnglishMinutes(int to) {
    var from = Math.max(1, to - 1);
    var expected =
        "The expected wait is from %s to %s minutes"
            .formatted(
                spellOut("en", "%spellout-cardinal", from),
                spellOut("en", "%spellout-cardinal", to));

    var said = Texts.heard(ENGLISH.wait(estimate(from, to)));

    assertThat(plain(said)).isEqualTo(plain(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 21, Ждать примерно от одной до двадцати одной минуты.",
    "2, 5, Ждать примерно от двух до пяти минут.",
    "4, 11, Ждать примерно от четырёх до одиннадцати минут.",
    "0, 3, Ждать примерно до трёх минут.",
    "5, 5, Ждать примерно до пяти минут.",
    "40, 101, Ждать примерно от сорока до ста одной минуты.",
    "0, 1, Ждать меньше минуты.",
    "0, 0, Ждать меньше минуты.",
    "90, 150, Ждать дольше девяноста минут.",
    "91, 121, Ждать дольше девяноста одной минуты.",
    "120, 180, Ждать больше двух часов.",
    "0, 150, 'Сколько ждать, пока сказать нельзя.'"
  })
  void saysARangeAsPeopleDo(int from, int to, String sentence) {
    var said = RUSSIAN.wait(estimate(from, to));

    assertThat(Texts.heard(said)).isEqualTo(sentence);
  }

  @Test
  void readsANumberOutInGroups() {
    assertThat(new SpokenPhrases(VoiceLanguage.RU).digits("+74951234567"))
        .extracting(Prompt::name)
        .containsExactly(
            "key-7", "digit-4", "digit-9", "key-5", "digit-1", "digit-2", "key-3", "digit-4",
            "key-5", "digit-6", "key-7");
  }

  @Test
  void promisesNothingWithoutGround() {
    assertThat(Texts.heard(RUSSIAN.wait(null))).isEqualTo("Сколько ждать, пока сказать нельзя.");
  }

  @Test
  void saysThatAPlaceIsFarWhenNoNumberIsRecorded() {
    assertThat(Texts.heard(RUSSIAN.place(201))).isEqualTo("Впереди не меньше двухсот человек.");
    assertThatThrownBy(() -> RUSSIAN.place(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysEachTopicWithItsKey() {
    var topics = List.of(new TopicId("passport"), new TopicId("cars"));

    var said = Texts.heard(RUSSIAN.menu(topics, '0'));

    assertThat(said)
        .isEqualTo(
            "О чём ваш вопрос? Загранпаспорт, нажмите один. Автомобиль и права, нажмите два."
                + " Соединить с оператором, нажмите ноль.");
  }

  @Test
  void offersEachLanguageInItself() {
    assertThat(Texts.heard(RUSSIAN.languageChoice('1')))
        .isEqualTo("Для русского языка, нажмите один.");
    assertThat(Texts.heard(ENGLISH.languageChoice('2'))).isEqualTo("For English, press two.");
  }

  private static @Nullable Estimate estimate(int from, int to) {
    return new Estimate(Duration.ofMinutes(from), Duration.ofMinutes(to));
  }

  private static String genitive(int number) {
    return spellOut("ru", "%spellout-cardinal-feminine-genitive", number);
  }

  private static String spellOut(String language, String rules, int number) {
    return new RuleBasedNumberFormat(
            ULocale.forLanguageTag(language), RuleBasedNumberFormat.SPELLOUT)
        .format(number, rules);
  }

  /// ICU writes hyphens, soft hyphens and «е» for «ё» here and there, and no full stop; the words
  /// are the same.
  private static String plain(String text) {
    return text.replace("\u00ad", "").replace(".", "").replace('-', ' ').replace('ё', 'е');
  }
}
