package org.otklik.app.desktop.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.Waits.Score;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.pages.WaitWords;
import org.otklik.engine.routing.TopicId;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Promises on the board: what is due now, from memory, and how today's have ended. The database is
/// asked at most once in [#FRESH_FOR], however many boards are open.
@Component
final class BoardPromises {
  static final Duration FRESH_FOR = Duration.ofSeconds(15);

  private static final String NONE = "—";

  private record Today(Instant at, Map<TopicId, Score> scores) {}

  private final Waits waits;
  private final DeskWords words;
  private final WaitWords waitWords;
  private final Centre centre;
  private final Clock clock;
  private final AtomicReference<Today> today =
      new AtomicReference<>(new Today(Instant.EPOCH, Map.of()));

  BoardPromises(Waits waits, DeskWords words, Texts texts, Centre centre, Clock clock) {
    this.waits = waits;
    this.words = words;
    this.waitWords = new WaitWords(texts);
    this.centre = centre;
    this.clock = clock;
  }

  /// Queues for which anybody waits or answers; with the score of the topic.
  List<BoardModel.PromiseRow> rows(Language language) {
    var scores = scores();
    return waits.now().stream()
        .filter(queue -> queue.waiting() > 0 || queue.operators() > 0)
        .map(queue -> row(language, queue, scores.get(queue.topic())))
        .toList();
  }

  private BoardModel.PromiseRow row(Language language, Waits.Queue queue, @Nullable Score score) {
    var estimate = queue.estimate();
    return new BoardModel.PromiseRow(
        words.topic(language, queue.topic()),
        words.language(language, queue.language().tag()),
        estimate == null ? NONE : waitWords.range(language, estimate.from(), estimate.to()),
        queue.due(),
        queue.atRisk(),
        queue.overdue(),
        score == null ? 0 : score.longer(),
        score == null ? NONE : share(score.kept()),
        score == null ? NONE : share(score.coverage()),
        score == null ? NONE : clock(score.expected()),
        score == null ? NONE : clock(score.real()));
  }

  private Map<TopicId, Score> scores() {
    var now = clock.instant();
    var known = today.get();
    if (now.isBefore(known.at().plus(FRESH_FOR))) {
      return known.scores();
    }
    var asked = new Today(now, known.scores());
    if (!today.compareAndSet(known, asked)) {
      return known.scores();
    }
    try {
      var fresh = new Today(now, read(now));
      today.compareAndSet(asked, fresh);
      return fresh.scores();
    } catch (DataAccessException | TransactionException e) {
      return known.scores(); // the board says itself that the database is away
    }
  }

  private Map<TopicId, Score> read(Instant now) {
    var zone = centre.zone();
    var day = LocalDate.ofInstant(now, zone);
    var question =
        new Question(
            day.atStartOfDay(zone).toInstant(),
            day.plusDays(1).atStartOfDay(zone).toInstant(),
            Interval.DAY,
            null,
            zone);
    return waits.byTopic(question).stream()
        .filter(score -> score.topic() != null)
        .collect(Collectors.toMap(score -> topic(score), score -> score));
  }

  private static TopicId topic(Score score) {
    var topic = score.topic();
    if (topic == null) {
      throw new IllegalArgumentException("A score by topic has a topic.");
    }
    return topic;
  }

  private static String share(@Nullable Double share) {
    return share == null ? NONE : Math.round(share * 100) + " %";
  }

  private static String clock(@Nullable Duration time) {
    return time == null ? NONE : new BoardModel.Length(time.toSeconds()).clock();
  }
}
