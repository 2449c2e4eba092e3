package org.otklik.app.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.callback.Bookings.Refusal;
import org.otklik.app.callback.Network;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.testing.TestClock;
import org.otklik.engine.routing.TopicId;

/// What is typed into the page for a callback.
final class CallbackFormTest {
  private final Topics topics = new TwoTopics();

  @Test
  void takesWhatIsWrittenAsPeopleWriteIt() {
    assertThat(form("passport", "ru", " +7 (495) 123-45-67 ", "soon").check(topics).isEmpty())
        .isTrue();
    assertThat(
            form("passport", "en", "84951234567", "2026-11-24T09:00:00Z").check(topics).isEmpty())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    ",portal.callback.error.number.none",
    "8 495 ABC-45-67,portal.callback.error.number.letters",
    "12345,portal.callback.error.number.short",
    "11111111111111111111111111111111111111111,portal.callback.error.number"
  })
  void saysWhatIsWrongWithTheNumber(@Nullable String number, String key) {
    assertThat(key(form("passport", "ru", number, "soon"), "number")).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "experts,ru,soon,topic",
    "nothing,ru,soon,topic",
    "passport,tlh,soon,language",
    "passport,ru,,when",
    "passport,ru,tomorrow,when",
  })
  void saysWhichFieldIsWrong(String topic, String language, @Nullable String when, String field) {
    var errors = form(topic, language, "+74951234567", when).check(topics);

    assertThat(errors.all()).extracting(FormErrors.FormError::field).containsExactly(field);
  }

  @Test
  void saysAllFaultsAtOnce() {
    assertThat(form(null, null, null, null).check(topics).all()).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalIsSaidInBothLanguages(Refusal why) {
    var errors = new FormErrors();

    CallbackForm.add(errors, why);

    assertThat(texts("ru")).containsKey(errors.all().getFirst().key());
    assertThat(texts("en")).containsKey(errors.all().getFirst().key());
  }

  @Test
  void refusesMoreLooksThanPeopleTake() {
    var rates = new LookRates(TestClock.atNoon());
    for (int i = 0; i < LookRates.LOOKS_MAX; i++) {
      assertThat(rates.take(new Network("c00002"))).isTrue();
    }

    assertThat(rates.take(new Network("c00002"))).isFalse();
    assertThat(rates.take(new Network("c00003"))).isTrue();
  }

  private static Map<Object, Object> texts(String language) {
    var texts = new Properties();
    try (var file =
        CallbackFormTest.class.getResourceAsStream("/texts/portal_" + language + ".properties")) {
      texts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private @Nullable String key(CallbackForm form, String field) {
    return form.check(topics).find(field).map(FormErrors.FormError::key).orElse(null);
  }

  private static CallbackForm form(
      @Nullable String topic,
      @Nullable String language,
      @Nullable String number,
      @Nullable String when) {
    return new CallbackForm(topic, language, number, when);
  }

  private static final class TwoTopics implements Topics {
    @Override
    public List<Topic> all() {
      return List.of(
          new Topic(new TopicId("passport"), Map.of("ru", "Загранпаспорт"), false),
          new Topic(new TopicId("experts"), Map.of("ru", "Эксперты"), true));
    }

    @Override
    public Optional<Topic> find(TopicId id) {
      return all().stream().filter(topic -> topic.id().equals(id)).findFirst();
    }
  }
}
