package org.otklik.app.portal.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings.Kept;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.Topics.Topic;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.WaitWords;
import org.otklik.engine.routing.TopicId;
import org.springframework.stereotype.Component;

/// Says the promises and how they ended. Fewer than [#FEW] of an hour, a day or a topic are not
/// told apart, so that nobody can be recognised by their call.
@Component
final class WaitsModels {
  static final int FEW = 5;

  private static final String NONE = "—";
  private static final int HEIGHT = 200;
  private static final int STEP = 40;
  private static final int BAR = 32;
  private static final int HOURS = 24;

  private final Waits waits;
  private final PublishedWaits published;
  private final Topics topics;
  private final Centre centre;

  WaitsModels(Waits waits, PublishedWaits published, Topics topics, Centre centre) {
    this.waits = waits;
    this.published = published;
    this.topics = topics;
    this.centre = centre;
  }

  WaitsModel model(Page page) {
    var score = published.find();
    var now = topics.all().stream().filter(topic -> !topic.expert()).map(t -> now(page, t));
    if (score == null) {
      return new WaitsModel(now.toList(), null, List.of(), null, List.of(), List.of(), null);
    }
    return new WaitsModel(
        now.toList(),
        today(page, score.hours()),
        score.hours().stream().map(row -> line(page, time(row.at(), "HH:mm"), row)).toList(),
        chart(score.hours()),
        score.topics().stream().map(row -> line(page, topic(page, row.topic()), row)).toList(),
        score.days().stream().map(row -> day(page, row)).toList(),
        callbacks(page, score.callbacks()));
  }

  private static @Nullable String callbacks(Page page, Kept callbacks) {
    return callbacks.ended() < FEW
        ? null
        : page.say(
            "portal.waits.callbacks", Map.of("ended", callbacks.ended(), "kept", callbacks.kept()));
  }

  private WaitsModel.Now now(Page page, Topic topic) {
    var language = page.language();
    var queue =
        waits.now().stream()
            .filter(one -> one.topic().equals(topic.id()))
            .filter(one -> one.language().tag().equals(language.code()))
            .findFirst();
    var words = new WaitWords(page.texts());
    return new WaitsModel.Now(
        topic(page, topic.id()),
        queue.map(Waits.Queue::waiting).orElse(0),
        queue.map(Waits.Queue::operators).orElse(0),
        queue
            .map(Waits.Queue::estimate)
            .map(estimate -> words.range(language, estimate.from(), estimate.to()))
            .orElseGet(() -> page.say("portal.waits.unknown")));
  }

  private static String today(Page page, List<Score> hours) {
    long told = sum(hours, Score::told);
    long judged = sum(hours, Score::judged);
    if (told < FEW || judged < FEW) {
      return page.say("portal.waits.today.few");
    }
    long inside = sum(hours, Score::inside);
    long shorter = sum(hours, Score::shorter);
    return page.say(
        "portal.waits.today",
        Map.of(
            "told", told,
            "judged", judged,
            "kept", inside + shorter,
            "share", percent((double) (inside + shorter) / judged),
            "inside", inside,
            "shorter", shorter,
            "longer", sum(hours, Score::longer)));
  }

  private static long sum(List<Score> rows, ToLongFunction<Score> column) {
    return rows.stream().mapToLong(column).sum();
  }

  private static WaitsModel.Line line(Page page, String name, Score row) {
    if (row.judged() < FEW) {
      return new WaitsModel.Line(
          name, page.say("portal.waits.few", Map.of("few", FEW)), NONE, NONE, NONE, NONE);
    }
    return new WaitsModel.Line(
        name,
        Long.toString(row.told()),
        share(row.kept()),
        Long.toString(row.inside()),
        Long.toString(row.shorter()),
        Long.toString(row.longer()));
  }

  private WaitsModel.Day day(Page page, Score row) {
    var name = time(row.at(), "dd.MM.uuuu");
    if (row.judged() < FEW) {
      return new WaitsModel.Day(name, page.say("portal.waits.few", Map.of("few", FEW)), NONE, NONE);
    }
    return new WaitsModel.Day(
        name,
        Long.toString(row.told()),
        share(row.kept()),
        row.scored() < FEW ? NONE : share(row.coverage()));
  }

  private static String share(@Nullable Double share) {
    return share == null ? NONE : percent(share) + " %";
  }

  private static String percent(double share) {
    return Long.toString(Math.round(share * 100));
  }

  /// Hours with too few promises are not drawn.
  private WaitsModel.@Nullable Chart chart(List<Score> hours) {
    var told = hours.stream().filter(row -> row.judged() >= FEW).toList();
    long most = told.stream().mapToLong(Score::judged).max().orElse(0);
    if (most == 0) {
      return null;
    }
    var kept = new ArrayList<WaitsModel.Bar>();
    var broken = new ArrayList<WaitsModel.Bar>();
    for (var row : told) {
      var at = row.at();
      int hour = at == null ? 0 : at.atZone(centre.zone()).getHour();
      double good = (double) (row.inside() + row.shorter()) / most * HEIGHT;
      double bad = (double) row.longer() / most * HEIGHT;
      int x = hour * STEP + (STEP - BAR) / 2;
      kept.add(bar(x, HEIGHT - good, good));
      broken.add(bar(x, HEIGHT - good - bad, bad));
    }
    return new WaitsModel.Chart(HOURS * STEP, HEIGHT, Long.toString(most), kept, broken);
  }

  private static WaitsModel.Bar bar(int x, double y, double height) {
    return new WaitsModel.Bar(
        Integer.toString(x), number(y), Integer.toString(BAR), number(height));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private String time(@Nullable Instant at, String pattern) {
    return at == null
        ? NONE
        : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at.atZone(centre.zone()));
  }

  private String topic(Page page, @Nullable TopicId id) {
    return id == null
        ? NONE
        : topics
            .find(id)
            .map(topic -> topic.names().getOrDefault(page.language().code(), id.value()))
            .orElseGet(id::value);
  }
}
