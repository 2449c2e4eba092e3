package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.app.telephony.OutsideCalls;
import org.otklik.app.testing.TestClock;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.TopicId;

class BoardWordsTest {
  private static final CitizenId OLGA = new CitizenId(new UUID(0, 51));
  private static final PromiseId PROMISE = new PromiseId(new UUID(0, 7));
  private static final TopicId PASSPORT = new TopicId("passport");
  private static final ContactId CONTACT = new ContactId(new UUID(1, 1));

  private final TestClock clock = TestClock.atNoon();
  private @Nullable Instant recordingFailed;
  private Board.Snapshot snapshot =
      new Board.Snapshot(clock.instant(), true, List.of(), List.of(), List.of());
  private List<CallBackList.Entry> toCallBack = List.of();
  private List<Callbacks.Unreached> unreached = List.of();
  private List<Instant> handedOver = List.of();

  @Test
  void showsThatTalksAreNotRecordedUntilThatIsOver() {
    assertThat(board().recordingFailed()).isNull();

    recordingFailed = clock.instant();
    assertThat(board().recordingFailed()).isEqualTo(clock.instant());

    recordingFailed = null;
    assertThat(board().recordingFailed()).isNull();
  }

  @Test
  void saysWhoWaitsHowLongAndWhy() {
    var since = clock.instant();
    clock.advance(Duration.ofSeconds(187));
    var why = new Reason("nobody-free", Map.of("busy", "2", "paused", "1", "declined", "0"));
    snapshot =
        new Board.Snapshot(
            clock.instant(),
            true,
            List.of(new Board.Queue(PASSPORT, 1, since, 0, 2)),
            List.of(new Board.Waiting(CONTACT, PASSPORT, "+*********01", false, true, since, why)),
            List.of());

    var row = board().waiting().getFirst();
    assertThat(row.waited().clock()).isEqualTo("3:07");
    assertThat(row.why()).isEqualTo("desktop.reason.nobody-free {busy=2, declined=0, paused=1}");
    assertThat(board().totals().longest()).isEqualTo(new BoardModel.Length(187));
    assertThat(board().totals().waiting()).isEqualTo(1);
  }

  @Test
  void countsOperatorsByWhatTheyDoNotByTheirTopics() {
    snapshot =
        new Board.Snapshot(
            clock.instant(),
            true,
            List.of(new Board.Queue(PASSPORT, 0, null, 2, 0)),
            List.of(),
            List.of(
                operator(1, Presence.State.READY),
                operator(2, Presence.State.READY),
                operator(3, Presence.State.IN_CALL),
                operator(4, Presence.State.PAUSED)));

    assertThat(board().totals()).isEqualTo(new BoardModel.Totals(0, null, 2, 1, 1, null));
  }

  @Test
  void whoIsToBeCalledIsNamedAsFarAsIsKnown() {
    snapshot = new Board.Snapshot(clock.instant(), true, List.of(), List.of(), List.of());
    toCallBack =
        List.of(
            entry("+74951234501", false, null),
            entry(null, false, null),
            entry(null, true, null),
            entry(null, true, OLGA.value()));

    assertThat(board().toCallBack())
        .extracting(BoardModel.CallBackRow::who)
        .containsExactly(
            "+7 495 123-45-01",
            "desktop.offer.withheld",
            "desktop.board.browser",
            "desktop.board.signed-in {initials=С. О. П., year=1984}");
  }

  @Test
  void whomWeCouldNotReachAsPromisedIsToBeCalledToo() {
    snapshot = new Board.Snapshot(clock.instant(), true, List.of(), List.of(), List.of());
    unreached =
        List.of(
            new Callbacks.Unreached(
                PROMISE, "+74951234501", null, PASSPORT, clock.instant().minusSeconds(90), 3));

    assertThat(board().toCallBack())
        .containsExactly(
            new BoardModel.CallBackRow(
                "/board/unreached/" + PROMISE.value(),
                "+7 495 123-45-01",
                "Паспорт",
                new BoardModel.Length(90),
                3));
  }

  /// Nothing but those who were not reached is asked for.
  private Callbacks callbacks() {
    return (Callbacks)
        Proxy.newProxyInstance(
            Callbacks.class.getClassLoader(),
            new Class<?>[] {Callbacks.class},
            (_, method, _) -> {
              assertThat(method.getName()).isEqualTo("unreached");
              return unreached;
            });
  }

  private CallBackList.Entry entry(
      @Nullable String number, boolean browser, @Nullable UUID citizen) {
    return new CallBackList.Entry(
        CONTACT, number, browser, citizen, PASSPORT, clock.instant(), 2, null);
  }

  @Test
  void showsHowManyTalkOutsideAndSinceWhen() {
    assertThat(board().totals().outside()).isNull();

    var first = clock.instant();
    clock.advance(Duration.ofSeconds(90));
    handedOver = List.of(first, clock.instant());

    assertThat(board().totals().outside())
        .isEqualTo(new BoardModel.Outside(2, new BoardModel.Length(90)));
  }

  @Test
  void countsHoursFromSixtyMinutesOn() {
    assertThat(new BoardModel.Length(3_599).clock()).isEqualTo("59:59");
    assertThat(new BoardModel.Length(3_727).clock()).isEqualTo("1:02:07");
  }

  private Board.OperatorRow operator(int number, Presence.State state) {
    var id = new OperatorId(new UUID(0, number));
    var presence =
        new Presence(
            id,
            state,
            clock.instant(),
            null,
            null,
            state == Presence.State.PAUSED ? PauseReason.LUNCH : null);
    return new Board.OperatorRow(id, "Мария Лебедева", presence, null);
  }

  private BoardModel board() {
    var words = new DeskWords(new KeysAsTexts(), new OneTopic(), () -> snapshot);
    return new BoardWords(
            () -> snapshot,
            new BoardPromises(
                new OneQueue(),
                words,
                new KeysAsTexts(),
                new Centre(false, false, ZoneOffset.UTC),
                clock),
            new ToCall(toCallBack),
            callbacks(),
            () -> Optional.ofNullable(recordingFailed),
            new Outside(handedOver),
            new OneCitizen(),
            words,
            new KeysAsTexts(),
            clock)
        .model(Language.RU, null);
  }

  @Test
  void showsPromisesAndHowTodaysEnded() {
    assertThat(board().promises())
        .containsExactly(
            new BoardModel.PromiseRow(
                "Паспорт",
                "desktop.language.ru",
                "pages.wait.range {from=4, to=7}",
                3,
                2,
                1,
                5,
                "95 %",
                "80 %",
                "5:00",
                "4:30"));
  }

  /// Three wait, and a hundred were told how long.
  private static final class OneQueue implements Waits {
    @Override
    public List<Queue> now() {
      var estimate = new QueueSpot.Estimate(Duration.ofMinutes(4), Duration.ofMinutes(7));
      return List.of(
          new Queue(
              PASSPORT, new org.otklik.engine.routing.Language("ru"), 3, 2, estimate, 3, 2, 1));
    }

    @Override
    public List<Score> byInterval(History.Question question) {
      return List.of();
    }

    @Override
    public List<Score> byTopic(History.Question question) {
      return List.of(
          new Score(
              null,
              PASSPORT,
              110,
              80,
              15,
              5,
              7,
              100,
              80,
              Duration.ofMinutes(5),
              Duration.ofSeconds(270)));
    }
  }

  /// Says the key and its arguments.
  private static final class KeysAsTexts implements Texts {
    @Override
    public String say(Language language, String key, Map<String, ?> args) {
      return args.isEmpty() ? key : key + " " + new java.util.TreeMap<>(args);
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

  private static final class OneTopic implements Topics {
    @Override
    public List<Topic> all() {
      return List.of(new Topic(PASSPORT, Map.of("ru", "Паспорт"), false));
    }

    @Override
    public Optional<Topic> find(TopicId topic) {
      return all().stream().filter(known -> known.id().equals(topic)).findFirst();
    }
  }

  private record Outside(List<Instant> handedOver) implements OutsideCalls {
    @Override
    public boolean hasWayOut() {
      return true;
    }

    @Override
    public Optional<String> findAllowed(String number) {
      return Optional.empty();
    }

    @Override
    public Optional<String> findTransfer(String number) {
      return Optional.empty();
    }

    @Override
    public boolean transfers() {
      return false;
    }

    @Override
    public void suspect(OperatorId operator, String number) {}
  }

  private record ToCall(List<Entry> entries) implements CallBackList {
    @Override
    public boolean isOpen(ContactId contact) {
      return entries.stream().anyMatch(entry -> entry.contact().equals(contact));
    }

    @Override
    public List<Entry> open(int entriesMax) {
      return entries;
    }

    @Override
    public boolean called(ContactId contact, OperatorId by) {
      return false;
    }
  }

  private static final class OneCitizen implements Citizens {
    @Override
    public List<MaskedCitizen> findByNumber(String number) {
      return List.of();
    }

    @Override
    public Optional<MaskedCitizen> findMasked(CitizenId id) {
      return id.equals(OLGA)
          ? Optional.of(new MaskedCitizen(id, "С. О. П.", 1984))
          : Optional.empty();
    }

    @Override
    public List<MaskedCitizen> findMasked(Collection<CitizenId> ids) {
      return ids.stream().flatMap(id -> findMasked(id).stream()).toList();
    }

    @Override
    public Optional<CitizenId> findByAccount(UUID accountId) {
      return Optional.empty();
    }
  }
}
