package org.otklik.app.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.app.reception.Examples.accepted;
import static org.otklik.app.reception.Examples.acceptedAgain;
import static org.otklik.app.reception.Examples.full;
import static org.otklik.app.reception.Examples.line115;
import static org.otklik.app.reception.Examples.line1150;
import static org.otklik.app.reception.Examples.looked;
import static org.otklik.app.reception.Examples.lookedWithoutDatabase;
import static org.otklik.app.reception.Examples.spot;
import static org.otklik.app.reception.Examples.spotWithoutEstimate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallEnded;

/// What holds in every conversation: each stage with every event, and every sequence of three
/// events after it.
final class EveryConversationTest {

  private static final int DEPTH = 3;

  private static final Callbacks.Answer PROMISED =
      new Callbacks.Answer.Promised(new PromiseId(new UUID(1, 1)), new CentreWord("linden", 47));

  private static final CallbackTerms TERMS = new CallbackTerms(true, "+74822123456", Optional::of);

  private static final List<Event> EVENTS =
      List.of(
          new Event.Answered(),
          new Event.Pressed('1'),
          new Event.Pressed('2'),
          new Event.Pressed('9'),
          new Event.Pressed('0'),
          new Event.Pressed('*'),
          new Event.Pressed('#'),
          new Event.SpokenToTheEnd(),
          new Event.TimeUp(),
          accepted(spot(3, 4, 7)),
          acceptedAgain(spotWithoutEstimate(250)),
          full(),
          new Event.Decided(new Acceptance.Withdrawn()),
          new Event.Failed(),
          looked(spot(2, 30, 200)),
          looked(null),
          lookedWithoutDatabase(spot(2, 1, 3)),
          new Event.Connected(),
          new Event.WaitsAgain(),
          new Event.CallbackDecided(PROMISED),
          new Event.CallbackDecided(new Callbacks.Answer.Refused(Callbacks.Refusal.TOO_MANY)),
          new Event.MessageOpened(),
          new Event.MessageRefused(Messages.Refusal.TOO_MANY),
          new Event.MessageFinished(),
          new Event.MessageEnded(true),
          new Event.MessageEnded(false),
          new Event.Stopping(),
          new Event.Ended(CallEnded.Cause.CITIZEN),
          new Event.Ended(CallEnded.Cause.CENTRE));

  /// A way to each stage.
  private static final Map<Stage, List<Event>> WAYS = waysToEachStage();

  @ParameterizedTest
  @EnumSource(Stage.class)
  void keepsItsRulesWhateverHappens(Stage stage) {
    for (var events : sequences(DEPTH)) {
      var run = new Run(stage);
      for (var event : events) {
        run.on(event);
      }
    }
  }

  @Test
  void walksEveryStepOfTheLifeCycle() {
    var walked = new EnumMap<Stage, Set<Stage>>(Stage.class);
    for (var stage : Stage.values()) {
      walked.put(stage, EnumSet.noneOf(Stage.class));
      EVENTS.forEach(event -> new Run(stage).on(event, walked));
      // The last try needs the others before it.
      var persistent = new Run(stage);
      for (int i = 0; i < Conversation.TRIES_MAX; i++) {
        persistent.on(new Event.TimeUp(), walked);
      }
    }
    new Run("ru").on(new Event.Answered(), walked);

    for (var stage : Stage.values()) {
      assertThat(walked.get(stage)).as("%s", stage).isEqualTo(stage.next());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"LANGUAGE", "NOTICE", "MENU"})
  void bringsToTheQueueWhoPressesNothing(Stage stage) {
    var run = new Run(stage);
    for (int i = 0; i <= 2 * Conversation.TRIES_MAX && run.stage() != Stage.ENTERING; i++) {
      run.on(new Event.SpokenToTheEnd());
      run.on(new Event.TimeUp());
    }

    assertThat(run.stage()).isEqualTo(Stage.ENTERING);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"LANGUAGE", "NOTICE", "MENU"})
  void bringsToTheQueueWhoPressesWrongKeys(Stage stage) {
    var run = new Run(stage);
    for (int i = 0; i <= 3 * Conversation.TRIES_MAX && run.stage() != Stage.ENTERING; i++) {
      run.on(new Event.Pressed('#'));
      if (run.stage() == Stage.NOTICE) {
        run.on(new Event.SpokenToTheEnd());
      }
    }

    assertThat(run.stage()).isEqualTo(Stage.ENTERING);
  }

  private static Map<Stage, List<Event>> waysToEachStage() {
    var answered = new Event.Answered();
    var one = new Event.Pressed('1');
    var said = new Event.SpokenToTheEnd();
    var accepted = accepted(spot(3, 4, 7));
    var ways = new EnumMap<Stage, List<Event>>(Stage.class);
    ways.put(Stage.ARRIVED, List.of());
    ways.put(Stage.RINGING, List.of());
    ways.put(Stage.LANGUAGE, List.of(answered));
    ways.put(Stage.NOTICE, List.of(answered, one, said));
    ways.put(Stage.MENU, List.of(answered, one, new Event.TimeUp()));
    ways.put(Stage.ENTERING, List.of(answered, one, one, said));
    ways.put(Stage.WAITING, List.of(answered, one, one, said, accepted));
    ways.put(Stage.CALLBACK, List.of(answered, one, one, said, accepted, one));
    ways.put(Stage.PROMISING, List.of(answered, one, one, said, accepted, one, one));
    ways.put(Stage.MESSAGE, List.of(answered, one, one, said, accepted, new Event.Pressed('2')));
    ways.put(Stage.TALKING, List.of(answered, one, one, said, accepted, new Event.Connected()));
    ways.put(Stage.CLOSING, List.of(answered, one, one, said, accepted, new Event.Pressed('*')));
    ways.put(Stage.OVER, List.of(new Event.Ended(CallEnded.Cause.CITIZEN)));
    return ways;
  }

  private static List<List<Event>> sequences(int length) {
    if (length == 0) {
      return List.of(List.of());
    }
    var longer = new ArrayList<List<Event>>();
    for (var start : sequences(length - 1)) {
      for (var event : EVENTS) {
        longer.add(Stream.concat(start.stream(), Stream.of(event)).toList());
      }
    }
    return longer;
  }

  /// A conversation that checks the rules at each step.
  private static final class Run {
    private final Conversation call;
    private int asked;
    private int left;

    Run(String languageOfPage) {
      call = new Conversation(line115(), languageOfPage, TERMS, true);
      count(call.begin());
    }

    Run(Stage stage) {
      call = new Conversation(stage == Stage.RINGING ? line1150() : line115(), null, TERMS, true);
      count(call.begin());
      WAYS.getOrDefault(stage, List.of()).forEach(this::on);
      assertThat(call.stage()).isEqualTo(stage);
    }

    Stage stage() {
      return call.stage();
    }

    void on(Event event, Map<Stage, Set<Stage>> walked) {
      var before = call.stage();
      var after = on(event);
      if (after != before) {
        walked.computeIfAbsent(before, _ -> EnumSet.noneOf(Stage.class)).add(after);
      }
    }

    Stage on(Event event) {
      var before = call.stage();
      var actions = call.on(event);
      var after = call.stage();
      count(actions);

      if (after != before) {
        assertThat(before.next()).as("%s on %s", before, event).contains(after);
      }
      if (before == Stage.OVER) {
        assertThat(actions).allMatch(action -> action instanceof Action.DropMessage);
      }
      if (after == Stage.TALKING) {
        assertThat(actions).noneMatch(EveryConversationTest::sounds);
      }
      if (event instanceof Event.Ended) {
        assertThat(after).isEqualTo(Stage.OVER);
        assertThat(actions)
            .allMatch(
                action -> action instanceof Action.Leave || action instanceof Action.SendMessage);
        assertThat(left).as("dispatch knows that the caller is gone").isEqualTo(asked);
      }
      if (after != Stage.RINGING) { // there the limit of ringing is set from the beginning
        checkThatItGoesOn(actions);
      }
      assertThat(asked).isLessThanOrEqualTo(1);
      assertThat(left).isLessThanOrEqualTo(asked);
      return after;
    }

    /// Whatever is said, the conversation goes on even if nobody reports its end.
    private static void checkThatItGoesOn(List<Action> actions) {
      if (actions.stream().anyMatch(EveryConversationTest::sounds)) {
        assertThat(actions).anyMatch(action -> action instanceof Action.SetTimer);
      }
    }

    private void count(List<Action> actions) {
      for (var action : actions) {
        if (action instanceof Action.AskForOperator) {
          asked++;
        } else if (action instanceof Action.Leave) {
          left++;
        }
      }
    }
  }

  private static boolean sounds(Action action) {
    return action instanceof Action.Say
        || action instanceof Action.PlayMusic
        || action instanceof Action.Hush;
  }
}
