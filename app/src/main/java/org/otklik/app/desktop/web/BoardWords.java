package org.otklik.app.desktop.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.springframework.stereotype.Component;

/// Says the board's figures in words.
@Component
final class BoardWords {

  /// A longer list is of no use on one screen; the oldest come first.
  private static final int TO_CALL_BACK_MAX = 200;

  private final Board board;
  private final CallBackList toCallBack;
  private final DeskWords words;
  private final Texts texts;
  private final Clock clock;

  BoardWords(Board board, CallBackList toCallBack, DeskWords words, Texts texts, Clock clock) {
    this.board = board;
    this.toCallBack = toCallBack;
    this.words = words;
    this.texts = texts;
    this.clock = clock;
  }

  BoardModel model(Language language, @Nullable String notice) {
    var now = clock.instant();
    var snapshot = board.snapshot();
    return new BoardModel(
        now,
        snapshot.available(),
        snapshot.queues().stream().map(queue -> row(language, queue, now)).toList(),
        snapshot.waiting().stream().map(waiting -> row(language, waiting, now)).toList(),
        snapshot.operators().stream().map(operator -> row(language, operator, now)).toList(),
        snapshot.available()
            ? toCallBack.open(TO_CALL_BACK_MAX).stream()
                .map(entry -> row(language, entry, now))
                .toList()
            : List.of(),
        notice);
  }

  private BoardModel.QueueRow row(Language language, Board.Queue queue, Instant now) {
    var longest = queue.longestSince();
    return new BoardModel.QueueRow(
        words.topic(language, queue.topic()),
        queue.waiting(),
        longest == null ? "" : clock(longest, now),
        queue.ready(),
        queue.talking());
  }

  private BoardModel.WaitingRow row(Language language, Board.Waiting waiting, Instant now) {
    return new BoardModel.WaitingRow(
        waiting.number(),
        words.topic(language, waiting.topic()),
        clock(waiting.since(), now),
        words.reason(language, waiting.why()));
  }

  private BoardModel.OperatorRow row(Language language, Board.OperatorRow operator, Instant now) {
    var presence = operator.presence();
    var why = presence.pauseReason();
    var topic = operator.topic();
    return new BoardModel.OperatorRow(
        operator.name(),
        presence.state().name(),
        texts.say(language, "desktop.state." + presence.state()),
        why == null ? "" : texts.say(language, "desktop.pause." + why),
        clock(presence.since(), now),
        topic == null ? "" : words.topic(language, topic));
  }

  private BoardModel.CallBackRow row(Language language, CallBackList.Entry entry, Instant now) {
    return new BoardModel.CallBackRow(
        entry.contact().value(),
        entry.number(),
        words.topic(language, entry.topic()),
        clock(entry.waitedSince(), now));
  }

  /// `3:07`, or `1:02:07` from an hour on; never negative, though clocks may be set.
  static String clock(Instant since, Instant now) {
    var length = Duration.between(since, now);
    var seconds = Math.max(0, length.toSeconds());
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
