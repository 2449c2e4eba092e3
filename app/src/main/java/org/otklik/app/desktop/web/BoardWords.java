package org.otklik.app.desktop.web;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.app.telephony.RecordingAlarms;
import org.springframework.stereotype.Component;

/// Says the board's figures in words.
@Component
final class BoardWords {

  /// A longer list is of no use on one screen; the oldest come first.
  private static final int TO_CALL_BACK_MAX = 200;

  private final Board board;
  private final BoardPromises promises;
  private final CallBackList toCallBack;
  private final Callbacks callbacks;
  private final RecordingAlarms recordings;
  private final OutsideCalls outside;
  private final Citizens citizens;
  private final DeskWords words;
  private final Texts texts;
  private final Clock clock;

  BoardWords(
      Board board,
      BoardPromises promises,
      CallBackList toCallBack,
      Callbacks callbacks,
      RecordingAlarms recordings,
      OutsideCalls outside,
      Citizens citizens,
      DeskWords words,
      Texts texts,
      Clock clock) {
    this.board = board;
    this.promises = promises;
    this.toCallBack = toCallBack;
    this.callbacks = callbacks;
    this.recordings = recordings;
    this.outside = outside;
    this.citizens = citizens;
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
        recordings.failedAt().orElse(null),
        totals(snapshot, now),
        snapshot.queues().stream().map(queue -> row(language, queue, now)).toList(),
        promises.rows(language),
        snapshot.waiting().stream().map(waiting -> row(language, waiting, now)).toList(),
        snapshot.operators().stream().map(operator -> row(language, operator, now)).toList(),
        snapshot.available() ? callBacks(language, now) : List.of(),
        notice);
  }

  private BoardModel.Totals totals(Board.Snapshot snapshot, Instant now) {
    return new BoardModel.Totals(
        snapshot.queues().stream().mapToInt(Board.Queue::waiting).sum(),
        snapshot.queues().stream()
            .map(Board.Queue::longestSince)
            .flatMap(Stream::ofNullable)
            .min(Comparator.naturalOrder())
            .map(since -> length(since, now))
            .orElse(null),
        count(snapshot, Presence.State.READY),
        count(snapshot, Presence.State.IN_CALL),
        count(snapshot, Presence.State.PAUSED),
        outside(now));
  }

  private BoardModel.@Nullable Outside outside(Instant now) {
    var since = outside.handedOver();
    return since.isEmpty()
        ? null
        : new BoardModel.Outside(since.size(), length(since.getFirst(), now));
  }

  private static long count(Board.Snapshot snapshot, Presence.State state) {
    return snapshot.operators().stream()
        .filter(operator -> operator.presence().state() == state)
        .count();
  }

  private BoardModel.QueueRow row(Language language, Board.Queue queue, Instant now) {
    var longest = queue.longestSince();
    return new BoardModel.QueueRow(
        words.topic(language, queue.topic()),
        queue.waiting(),
        longest == null ? null : length(longest, now),
        queue.ready(),
        queue.talking());
  }

  private BoardModel.WaitingRow row(Language language, Board.Waiting waiting, Instant now) {
    return new BoardModel.WaitingRow(
        waiting.contact().value(),
        who(language, waiting.number(), waiting.browser()),
        waiting.promised(),
        words.topic(language, waiting.topic()),
        length(waiting.since(), now),
        words.reason(language, waiting.why()),
        waiting.why().values().containsKey("pulled"));
  }

  private BoardModel.OperatorRow row(Language language, Board.OperatorRow operator, Instant now) {
    var presence = operator.presence();
    var why = presence.pauseReason();
    var topic = operator.topic();
    var contact = presence.state() == Presence.State.IN_CALL ? presence.contact() : null;
    return new BoardModel.OperatorRow(
        operator.operator().value(),
        contact == null ? null : contact.value(),
        operator.name(),
        presence.state().name(),
        texts.say(language, "desktop.state." + presence.state()),
        why == null ? "" : texts.say(language, "desktop.pause." + why),
        length(presence.since(), now),
        topic == null ? "" : words.topic(language, topic));
  }

  /// Whom a line that broke has cut off, and whom we have promised a callback and not reached.
  private List<BoardModel.CallBackRow> callBacks(Language language, Instant now) {
    var cutOff = toCallBack.open(TO_CALL_BACK_MAX);
    var unreached = callbacks.unreached(TO_CALL_BACK_MAX);
    var known =
        known(
            Stream.concat(
                cutOff.stream().map(CallBackList.Entry::citizenId),
                unreached.stream().map(Callbacks.Unreached::citizenId)));
    return Stream.concat(
            cutOff.stream().map(entry -> row(language, entry, known, now)),
            unreached.stream().map(person -> row(language, person, known, now)))
        .toList();
  }

  private Map<CitizenId, MaskedCitizen> known(Stream<@Nullable UUID> citizenIds) {
    var signedIn = citizenIds.flatMap(Stream::ofNullable).map(CitizenId::new).collect(toSet());
    return citizens.findMasked(signedIn).stream()
        .collect(toMap(MaskedCitizen::id, citizen -> citizen));
  }

  private BoardModel.CallBackRow row(
      Language language,
      CallBackList.Entry entry,
      Map<CitizenId, MaskedCitizen> known,
      Instant now) {
    return new BoardModel.CallBackRow(
        "/board/called/" + entry.contact().value(),
        signedIn(language, entry.citizenId(), known)
            .orElseGet(() -> who(language, DeskWords.number(entry.number()), entry.browser())),
        words.topic(language, entry.topic()),
        length(entry.waitedSince(), now),
        entry.attempts());
  }

  private BoardModel.CallBackRow row(
      Language language,
      Callbacks.Unreached person,
      Map<CitizenId, MaskedCitizen> known,
      Instant now) {
    return new BoardModel.CallBackRow(
        "/board/unreached/" + person.promise().value(),
        signedIn(language, person.citizenId(), known)
            .orElseGet(() -> who(language, DeskWords.number(person.number()), false)),
        words.topic(language, person.topic()),
        length(person.waitingSince(), now),
        person.attempts());
  }

  /// Who is signed in is known better than by a number.
  private Optional<String> signedIn(
      Language language, @Nullable UUID citizen, Map<CitizenId, MaskedCitizen> known) {
    return Optional.ofNullable(citizen)
        .map(CitizenId::new)
        .map(known::get)
        .map(
            found ->
                texts.say(
                    language,
                    "desktop.board.signed-in",
                    Map.of(
                        "initials", found.initials(),
                        "year", Integer.toString(found.birthYear()))));
  }

  private String who(Language language, @Nullable String number, boolean browser) {
    if (number != null) {
      return number;
    }
    return texts.say(language, browser ? "desktop.board.browser" : "desktop.offer.withheld");
  }

  /// Never negative, though clocks may be set.
  private static BoardModel.Length length(Instant since, Instant now) {
    return new BoardModel.Length(Math.max(0, Duration.between(since, now).toSeconds()));
  }
}
