package org.otklik.app.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.Texts;
import org.otklik.app.testing.TestClock;
import org.otklik.engine.routing.TopicId;
import org.springframework.dao.DataAccessResourceFailureException;

class WaitsModelsTest {
  private static final TopicId PASSPORT = new TopicId("passport");
  private static final Centre CENTRE = new Centre(false, false, ZoneId.of("Europe/Moscow"));

  private final TestClock clock = TestClock.atNoon();
  private final FakeWaits waits = new FakeWaits();
  private final FakeBookings bookings = new FakeBookings();
  private final WaitsModels models =
      new WaitsModels(
          waits, new PublishedWaits(waits, bookings, CENTRE, clock), new OneTopic(), CENTRE);

  @Test
  void saysTheRangeOfNowOrThatItIsUnknown() {
    assertThat(models.model(page()).now())
        .containsExactly(new WaitsModel.Now("Паспорт", 3, 2, "pages.wait.range {from=4, to=7}"));

    waits.estimate = null;

    assertThat(models.model(page()).now())
        .containsExactly(new WaitsModel.Now("Паспорт", 3, 2, "portal.waits.unknown"));
  }

  @Test
  void saysHowTodaysPromisesEnded() {
    waits.scores = List.of(score(40, 30, 6, 4));

    var model = models.model(page());

    assertThat(model.today())
        .isEqualTo(
            "portal.waits.today"
                + " {inside=30, judged=40, kept=36, longer=4, share=90, shorter=6, told=40}");
    assertThat(model.hours())
        .containsExactly(new WaitsModel.Line("12:00", "40", "90 %", "30", "6", "4"));
    assertThat(model.chart()).isNotNull();
    assertThat(model.days().getFirst().coverage()).isEqualTo("80 %");
  }

  @Test
  void tellsNothingOfSoFewThatSomebodyCouldBeRecognised() {
    waits.scores = List.of(score(4, 3, 0, 1));

    var model = models.model(page());

    assertThat(model.today()).isEqualTo("portal.waits.today.few");
    assertThat(model.hours())
        .containsExactly(
            new WaitsModel.Line("12:00", "portal.waits.few {few=5}", "—", "—", "—", "—"));
    assertThat(model.chart()).isNull();
  }

  @Test
  void asksTheDatabaseSeldomAndGivesTheLastAnswerWhileItIsAway() {
    waits.scores = List.of(score(40, 30, 6, 4));
    var known = models.model(page()).today();
    models.model(page());
    assertThat(waits.asked).isEqualTo(3); // hours, topics, days

    clock.advance(PublishedWaits.FRESH_FOR);
    waits.away = true;

    assertThat(models.model(page()).today()).isEqualTo(known);
    assertThat(waits.asked).isEqualTo(4);
  }

  private Waits.Score score(long told, long inside, long shorter, long longer) {
    return new Waits.Score(
        clock.instant(),
        PASSPORT,
        told,
        inside,
        shorter,
        longer,
        0,
        told,
        told * 8 / 10,
        Duration.ofMinutes(5),
        Duration.ofMinutes(5));
  }

  private static Page page() {
    return new Page(
        Language.RU,
        new KeysAsTexts(),
        Optional.empty(),
        new Page.FormToken("_csrf", "token"),
        "/assets",
        "/waits",
        "ABCD2345",
        CENTRE);
  }

  private static final class FakeWaits implements Waits {
    @Nullable Estimate estimate = new Estimate(Duration.ofMinutes(4), Duration.ofMinutes(7));
    List<Score> scores = List.of();
    boolean away;
    int asked;

    @Override
    public List<Queue> now() {
      var russian = new org.otklik.engine.routing.Language("ru");
      var english = new org.otklik.engine.routing.Language("en");
      return List.of(
          new Queue(PASSPORT, english, 9, 9, null, 0, 0, 0),
          new Queue(PASSPORT, russian, 3, 2, estimate, 0, 0, 0));
    }

    @Override
    public List<Score> byInterval(Question question) {
      asked++;
      if (away) {
        throw new DataAccessResourceFailureException("away");
      }
      return scores;
    }

    @Override
    public List<Score> byTopic(Question question) {
      asked++;
      return scores;
    }
  }

  private static final class OneTopic implements Topics {
    @Override
    public List<Topic> all() {
      return List.of(
          new Topic(PASSPORT, Map.of("ru", "Паспорт"), false),
          new Topic(new TopicId("law"), Map.of("ru", "Право"), true));
    }

    @Override
    public Optional<Topic> find(TopicId id) {
      return all().stream().filter(topic -> topic.id().equals(id)).findFirst();
    }
  }

  /// Says the key and its arguments.
  private static final class KeysAsTexts implements Texts {
    @Override
    public String say(Language language, String key, Map<String, ?> args) {
      return args.isEmpty() ? key : key + " " + new TreeMap<>(args);
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
