package org.otklik.app.reception;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.Gone;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.app.messages.Messages;
import org.otklik.app.telephony.CallEnded;
import org.otklik.app.telephony.Calls;
import org.otklik.engine.routing.TopicId;

/// The line's side of one call, from the first ring to the operator: events in, actions out. An
/// event that means nothing in the present stage changes nothing.
///
/// 1. A key pressed early counts: it interrupts what is being said, but not the notice of
///    recording; there it counts when the notice has been said.
/// 2. Who presses nothing or a wrong key hears the question again, `TRIES_MAX` times in all, and
///    then goes on with the first language, or to an operator with the open topic: nobody is hung
///    up on for not managing a keypad.
/// 3. The notice of recording has been said before anything can be recorded; the key to decline
///    works from its beginning until the topic is chosen.
/// 4. While the database is away nobody is promised a time; they hear that there is trouble and
///    that they stay in line.
/// 5. If the wait turns out longer than promised, that is said before the new time.
/// 6. Who waits can be called back instead, at any time by key; it is offered when the wait is long
///    or unknown. They stay in the queue until it is promised.
/// 7. Who waits can leave a message instead, at any time by key; who finds the queue full, too.
/// 8. "Your place is kept" is said only to those who were accepted and will be known when they call
///    again, because only then is it true; and only while it is kept for as long as the voice says.
///
/// One thread at a time owns a conversation.
final class Conversation {

  /// How often a question is asked in all.
  static final int TRIES_MAX = 3;

  /// How long we wait for a key after a question has been said.
  static final Duration KEY_WAIT = Duration.ofSeconds(6);

  /// How long we wait for the key to decline the recording after the notice has been said.
  static final Duration DECLINE_WAIT = Duration.ofSeconds(3);

  /// How long the caller hears nothing while dispatch decides; then music, or the truth.
  static final Duration DECISION_WAIT = Duration.ofSeconds(3);

  /// Music between two announcements of the place.
  static final Duration NEWS_EVERY = Duration.ofSeconds(45);

  /// Nothing that we say lasts longer; if its end is never reported, the conversation goes on.
  static final Duration SPEECH_MAX = Duration.ofSeconds(60);

  /// For how long a place is kept, as the voice says it.
  static final Duration KEPT_AS_SAID = Duration.ofMinutes(30);

  /// How long it rings on a line that is answered by operators: networks end it after some minutes
  /// too, and who has gone without a word must not wait for ever. Then the call is refused, and who
  /// called stands on the call-back list.
  static final Duration RING_MAX = Duration.ofMinutes(5);

  static final char OPERATOR_KEY = '0';
  static final char DECLINE_KEY = '9';
  static final char LEAVE_KEY = '*';
  static final char CALLBACK_KEY = '1';
  static final char MESSAGE_KEY = '2';

  /// Who waits longer hears that we can call back.
  static final Duration CALLBACK_OVER = Duration.ofMinutes(3);

  private final Line line;
  private final CallbackTerms terms;
  private Stage stage;
  private VoiceLanguage language;
  private final boolean languageKnown;
  private int tries;
  private boolean recordingAllowed;
  private boolean askedForOperator;
  private boolean troubleTold;
  private boolean placeWillBeKept;
  private boolean noticeHeard;
  private @Nullable Character keyAfterNotice;
  private List<Prompt> preface = List.of();
  private TopicId topic;
  private @Nullable CallbackDialogue dialogue;
  private final boolean messagesOffered;
  private @Nullable MessageDialogue message;
  private boolean queueFull;

  /// A call to a line on which nobody leaves messages.
  Conversation(Line line, @Nullable String languageOfPage, CallbackTerms terms) {
    this(line, languageOfPage, terms, false);
  }

  /// A call to a line.
  ///
  /// @param languageOfPage tag of the language that the caller reads already, null when unknown
  /// @param messagesOffered whether callers can leave a message
  Conversation(
      Line line, @Nullable String languageOfPage, CallbackTerms terms, boolean messagesOffered) {
    this.line = line;
    this.terms = terms;
    this.messagesOffered = messagesOffered;
    topic = line.openTopic();
    var known =
        Optional.ofNullable(languageOfPage)
            .flatMap(VoiceLanguage::find)
            .filter(line.languages()::contains);
    languageKnown = known.isPresent() || line.languages().size() == 1;
    language = known.orElseGet(line::firstLanguage);
    stage =
        switch (line.answer()) {
          case AT_ONCE -> Stage.ARRIVED;
          case BY_OPERATOR -> Stage.RINGING;
        };
  }

  Stage stage() {
    return stage;
  }

  /// The first actions; called once.
  List<Action> begin() {
    return switch (line.answer()) {
      case AT_ONCE -> List.of(new Action.Answer());
      case BY_OPERATOR ->
          List.of(
              new Action.Queue(),
              new Action.PlayMusic(),
              new Action.SetTimer(RING_MAX),
              request(line.openTopic()));
    };
  }

  /// What to do about an event, in order.
  List<Action> on(Event event) {
    return switch (event) {
      case Event.Answered() -> answered();
      case Event.Pressed(var key) -> pressed(key);
      case Event.SpokenToTheEnd() -> spokenToTheEnd();
      case Event.TimeUp() -> timeUp();
      case Event.Decided(var acceptance) -> decided(acceptance);
      case Event.Failed() -> notAccepted(Phrase.FAULT_CALL_AGAIN);
      case Event.Looked(var spot, var available) -> looked(spot, available);
      case Event.Connected() -> connected();
      case Event.WaitsAgain() -> waitsAgain(Phrase.OPERATOR_LOST);
      case Event.PutAside(var why) ->
          waitsAgain(
              switch (why) {
                case TRANSFERRED -> Phrase.TRANSFERRED;
                case PARKED -> Phrase.PARKED;
              });
      case Event.CallbackDecided(var answer) -> callbackDecided(answer);
      case Event.MessageOpened() -> messageOpened();
      case Event.MessageRefused(var why) -> aboutMessage(asked -> asked.refused(why));
      case Event.MessageFinished() -> aboutMessage(MessageDialogue::finished);
      case Event.MessageEnded(var hasSpeech) -> aboutMessage(asked -> asked.ended(hasSpeech));
      case Event.Stopping() -> stopping();
      case Event.Ended(var cause) -> ended(cause);
    };
  }

  private List<Action> answered() {
    return switch (stage) {
      case ARRIVED -> greet();
      case CLOSING -> List.of(new Action.HangUp());
      case RINGING,
          LANGUAGE,
          NOTICE,
          MENU,
          ENTERING,
          WAITING,
          CALLBACK,
          PROMISING,
          MESSAGE,
          TALKING,
          OVER ->
          List.of();
    };
  }

  private List<Action> pressed(char key) {
    return switch (stage) {
      case LANGUAGE -> languageKey(key);
      case NOTICE -> noticeKey(key);
      case MENU -> menuKey(key);
      case ENTERING -> key == LEAVE_KEY ? leave(Phrase.GOODBYE) : List.of();
      case WAITING -> waitingKey(key);
      case CALLBACK -> inDialogue(asked -> asked.pressed(key));
      case MESSAGE -> aboutMessage(asked -> asked.pressed(key));
      case ARRIVED, RINGING, PROMISING, TALKING, CLOSING, OVER -> List.of();
    };
  }

  private List<Action> spokenToTheEnd() {
    return switch (stage) {
      case LANGUAGE, MENU, CALLBACK -> List.of(new Action.SetTimer(KEY_WAIT));
      case NOTICE -> noticeHeard(() -> List.of(new Action.SetTimer(DECLINE_WAIT)));
      case ENTERING, WAITING, PROMISING ->
          List.of(new Action.PlayMusic(), new Action.SetTimer(NEWS_EVERY));
      case MESSAGE -> messageSpoken();
      case RINGING -> List.of(new Action.PlayMusic());
      case CLOSING -> List.of(new Action.HangUp());
      case ARRIVED, TALKING, OVER -> List.of();
    };
  }

  private List<Action> timeUp() {
    return switch (stage) {
      case LANGUAGE -> askLanguageAgain(Phrase.NO_KEY);
      case NOTICE -> noticeHeard(() -> menu(Phrase.NO_CODES));
      case MENU -> askTopicAgain(Phrase.NO_KEY);
      case ENTERING, WAITING -> List.of(new Action.LookAtSpot());
      case CALLBACK -> inDialogue(CallbackDialogue::timeUp);
      case MESSAGE -> aboutMessage(MessageDialogue::timeUp);
      case PROMISING -> musicUntilDecided();
      case RINGING -> refuse(Calls.Refusal.NOBODY_FREE, Gone.LINE_LOST);
      case CLOSING -> List.of(new Action.HangUp());
      case ARRIVED, TALKING, OVER -> List.of();
    };
  }

  private List<Action> decided(Acceptance acceptance) {
    return switch (acceptance) {
      case Acceptance.Accepted accepted -> accepted(accepted);
      case Acceptance.Full _ -> full();
      case Acceptance.Withdrawn() -> notAccepted(Phrase.FAULT_CALL_AGAIN);
    };
  }

  private List<Action> looked(@Nullable QueueSpot spot, boolean available) {
    return switch (stage) {
      case ENTERING -> available ? musicUntilDecided() : tellTrouble(null);
      case WAITING -> available ? tellNews(spot) : tellTrouble(spot);
      case ARRIVED,
          RINGING,
          LANGUAGE,
          NOTICE,
          MENU,
          CALLBACK,
          PROMISING,
          MESSAGE,
          TALKING,
          CLOSING,
          OVER ->
          List.of();
    };
  }

  private List<Action> connected() {
    return switch (stage) {
      case RINGING -> {
        stage = Stage.TALKING;
        yield List.of(new Action.Answer());
      }
      case ENTERING, WAITING, CALLBACK, PROMISING -> {
        stage = Stage.TALKING;
        yield List.of();
      }
      case MESSAGE -> {
        stage = Stage.TALKING;
        yield List.of(new Action.DropMessage());
      }
      case ARRIVED, LANGUAGE, NOTICE, MENU, TALKING, CLOSING, OVER -> List.of();
    };
  }

  private List<Action> waitsAgain(Phrase why) {
    return switch (stage) {
      case TALKING -> {
        stage = Stage.WAITING;
        yield say(why);
      }
      case ARRIVED,
          RINGING,
          LANGUAGE,
          NOTICE,
          MENU,
          ENTERING,
          WAITING,
          CALLBACK,
          PROMISING,
          MESSAGE,
          CLOSING,
          OVER ->
          List.of();
    };
  }

  private List<Action> stopping() {
    return switch (stage) {
      case ARRIVED, RINGING -> refuse(Calls.Refusal.STOPPING, Gone.STOPPED);
      case LANGUAGE, NOTICE, MENU, ENTERING -> close(Gone.STOPPED, Phrase.RESTARTING_CALL_AGAIN);
      case WAITING, CALLBACK, PROMISING ->
          close(Gone.STOPPED, placeWillBeKept ? Phrase.RESTARTING : Phrase.RESTARTING_CALL_AGAIN);
      case MESSAGE -> {
        stage = Stage.CLOSING;
        yield withdraw(
            Gone.STOPPED, with(new Action.SendMessage(), say(Phrase.RESTARTING_CALL_AGAIN)));
      }
      case TALKING, CLOSING, OVER -> List.of();
    };
  }

  private List<Action> ended(CallEnded.Cause cause) {
    var how =
        switch (cause) {
          case CITIZEN -> Gone.HUNG_UP;
          // After a talk it is we who hang up; anywhere else nobody of ours meant to.
          case CENTRE -> stage == Stage.TALKING ? Gone.HUNG_UP : Gone.LINE_LOST;
          case LINE_LOST -> Gone.LINE_LOST;
          case STOPPED -> Gone.STOPPED;
        };
    var left = stage;
    stage = Stage.OVER;
    return withdraw(how, left == Stage.MESSAGE ? List.of(new Action.SendMessage()) : List.of());
  }

  private List<Action> greet() {
    if (languageKnown) {
      return notice(true);
    }
    stage = Stage.LANGUAGE;
    return say(SpokenPhrases.join(phrases().say(Phrase.GREETING), languageChoice()));
  }

  private List<Action> languageKey(char key) {
    int choice = key - '1';
    if (choice < 0 || choice >= line.languages().size()) {
      return askLanguageAgain(Phrase.UNKNOWN_KEY);
    }
    language = line.languages().get(choice);
    return notice(language != line.firstLanguage());
  }

  private List<Action> askLanguageAgain(Phrase why) {
    tries++;
    return tries < TRIES_MAX
        ? say(SpokenPhrases.join(phrases().say(why), languageChoice()))
        : notice(false);
  }

  private List<Prompt> languageChoice() {
    var said = new ArrayList<Prompt>();
    for (int i = 0; i < line.languages().size(); i++) {
      said.addAll(
          new SpokenPhrases(line.languages().get(i)).languageChoice(Character.forDigit(i + 1, 10)));
    }
    return said;
  }

  /// @param greeting true when the caller has not been greeted in this language
  private List<Action> notice(boolean greeting) {
    stage = Stage.NOTICE;
    tries = 0;
    recordingAllowed = true;
    return greeting ? say(Phrase.GREETING, Phrase.RECORDING_NOTICE) : say(Phrase.RECORDING_NOTICE);
  }

  private List<Action> noticeKey(char key) {
    if (noticeHeard || key == DECLINE_KEY) {
      stage = Stage.MENU;
      return menuKey(key);
    }
    keyAfterNotice = key;
    return List.of();
  }

  /// @param unlessKey what is done when no key was pressed meanwhile
  private List<Action> noticeHeard(Supplier<List<Action>> unlessKey) {
    noticeHeard = true;
    var key = keyAfterNotice;
    return key == null ? unlessKey.get() : noticeKey(key);
  }

  private List<Action> menu(Phrase... before) {
    stage = Stage.MENU;
    return say(
        SpokenPhrases.join(phrases().say(before), phrases().menu(line.topics(), OPERATOR_KEY)));
  }

  private List<Action> menuKey(char key) {
    if (key == DECLINE_KEY && recordingAllowed) {
      recordingAllowed = false;
      return menu(Phrase.RECORDING_DECLINED);
    }
    if (key == OPERATOR_KEY) {
      return enter(line.openTopic());
    }
    int choice = key - '1';
    return choice >= 0 && choice < line.topics().size()
        ? enter(line.topics().get(choice))
        : askTopicAgain(Phrase.UNKNOWN_KEY);
  }

  private List<Action> askTopicAgain(Phrase why) {
    tries++;
    if (tries < TRIES_MAX) {
      return menu(why);
    }
    preface = phrases().say(Phrase.TOPIC_BY_DEFAULT);
    return enter(line.openTopic());
  }

  private List<Action> enter(TopicId topic) {
    stage = Stage.ENTERING;
    return List.of(new Action.Hush(), new Action.SetTimer(DECISION_WAIT), request(topic));
  }

  private Action request(TopicId wanted) {
    topic = wanted;
    askedForOperator = true;
    return new Action.AskForOperator(wanted, language, recordingAllowed);
  }

  private List<Action> musicUntilDecided() {
    return List.of(new Action.PlayMusic(), new Action.SetTimer(DECISION_WAIT));
  }

  private List<Action> accepted(Acceptance.Accepted accepted) {
    if (stage == Stage.RINGING) {
      return List.of(new Action.Say(phrases().place(accepted.spot().position())));
    }
    if (stage != Stage.ENTERING) {
      return List.of();
    }
    stage = Stage.WAITING;
    placeWillBeKept = accepted.keptFor().equals(KEPT_AS_SAID);
    var spot = accepted.spot();
    return promising(
        spot,
        SpokenPhrases.join(
            troubleOver(),
            preface,
            accepted.placeKept() ? phrases().say(Phrase.WELCOME_BACK) : List.of(),
            phrases().place(spot.position()),
            wait(spot),
            isLong(spot.estimate()) ? offerOfCallback() : List.of(),
            isLong(spot.estimate()) ? offerOfMessage() : List.of(),
            howToLeave()));
  }

  private List<Action> waitingKey(char key) {
    if (key == LEAVE_KEY) {
      return leaveTheQueue();
    }
    if (key == CALLBACK_KEY && terms.offered()) {
      stage = Stage.CALLBACK;
      dialogue = new CallbackDialogue(phrases(), terms);
      return inDialogue(CallbackDialogue::begin);
    }
    if (key == MESSAGE_KEY && messagesOffered) {
      return leaveMessage(List.of());
    }
    return say(
        SpokenPhrases.join(
            phrases().say(Phrase.UNKNOWN_KEY), offerOfCallback(), offerOfMessage(), howToLeave()));
  }

  private List<Action> full() {
    return stage == Stage.ENTERING && messagesOffered
        ? leaveMessage(phrases().say(Phrase.MESSAGE_WHEN_FULL))
        : notAccepted(Phrase.LINE_FULL);
  }

  /// @param preface said first; who does not wait hears it
  private List<Action> leaveMessage(List<Prompt> preface) {
    queueFull = stage == Stage.ENTERING;
    stage = Stage.MESSAGE;
    message = new MessageDialogue(phrases(), preface);
    return aboutMessage(MessageDialogue::begin);
  }

  /// One that comes too late is not wanted.
  private List<Action> messageOpened() {
    return stage == Stage.MESSAGE
        ? aboutMessage(MessageDialogue::opened)
        : List.of(new Action.DropMessage());
  }

  private List<Action> messageSpoken() {
    var next = aboutMessage(MessageDialogue::spokenToTheEnd);
    return next.isEmpty() ? List.of(new Action.SetTimer(KEY_WAIT)) : next;
  }

  private List<Action> aboutMessage(Function<MessageDialogue, MessageDialogue.Next> step) {
    if (stage != Stage.MESSAGE) {
      return List.of();
    }
    return switch (step.apply(requireNonNull(message))) {
      case MessageDialogue.Next.Open() -> openMessage();
      case MessageDialogue.Next.OpenAnother() -> with(new Action.DropMessage(), openMessage());
      case MessageDialogue.Next.Ask(var prompts) -> say(prompts);
      case MessageDialogue.Next.Hear() ->
          List.of(
              new Action.Hush(),
              new Action.SetTimer(Messages.LENGTH_MAX.plus(MessageDialogue.END_WAIT)),
              new Action.HearMessage());
      case MessageDialogue.Next.EndHearing() ->
          List.of(new Action.SetTimer(MessageDialogue.END_WAIT), new Action.EndMessage());
      case MessageDialogue.Next.Send() -> messageSent();
      case MessageDialogue.Next.Stay(var why) -> with(new Action.DropMessage(), noMessage(why));
      case MessageDialogue.Next.GoOn() -> List.of();
    };
  }

  private List<Action> openMessage() {
    return List.of(
        new Action.Hush(),
        new Action.SetTimer(DECISION_WAIT),
        new Action.OpenMessage(topic, language));
  }

  private List<Action> messageSent() {
    stage = Stage.CLOSING;
    return with(
        new Action.SendMessage(),
        withdraw(Gone.LEFT_BY_KEY, say(Phrase.MESSAGE_SENT, Phrase.GOODBYE)));
  }

  private List<Action> noMessage(List<Prompt> why) {
    if (!queueFull) {
      return stay(why);
    }
    stage = Stage.CLOSING;
    return withdraw(Gone.LINE_LOST, say(SpokenPhrases.join(why, phrases().say(Phrase.LINE_FULL))));
  }

  private static List<Action> with(Action first, List<Action> then) {
    var actions = new ArrayList<Action>();
    actions.add(first);
    actions.addAll(then);
    return List.copyOf(actions);
  }

  private List<Prompt> offerOfMessage() {
    return messagesOffered ? phrases().say(Phrase.MESSAGE_OFFER) : List.of();
  }

  private List<Action> inDialogue(Function<CallbackDialogue, CallbackDialogue.Next> step) {
    return switch (step.apply(requireNonNull(dialogue))) {
      case CallbackDialogue.Next.Ask(var prompts) -> say(prompts);
      case CallbackDialogue.Next.Listen() ->
          List.of(new Action.Hush(), new Action.SetTimer(KEY_WAIT));
      case CallbackDialogue.Next.Wish(var number) -> {
        stage = Stage.PROMISING;
        yield List.of(
            new Action.Hush(),
            new Action.SetTimer(DECISION_WAIT),
            new Action.AskForCallback(number, topic, language, recordingAllowed));
      }
      case CallbackDialogue.Next.Stay() -> stay(List.of());
    };
  }

  private List<Action> stay(List<Prompt> why) {
    stage = Stage.WAITING;
    return say(SpokenPhrases.join(why, phrases().say(Phrase.CALLBACK_STAY)));
  }

  private List<Action> callbackDecided(Callbacks.Answer answer) {
    return switch (answer) {
      case Callbacks.Answer.Refused(var why) ->
          stage == Stage.PROMISING ? stay(phrases().say(refused(why))) : List.of();
      case Callbacks.Answer.Promised(var promise, var word) ->
          switch (stage) {
            case PROMISING -> promised(word);
            // An operator was faster: who talks is not to be called.
            case TALKING -> List.of(new Action.CancelCallback(promise));
            case ARRIVED,
                RINGING,
                LANGUAGE,
                NOTICE,
                MENU,
                ENTERING,
                WAITING,
                CALLBACK,
                MESSAGE,
                CLOSING,
                OVER ->
                List.of();
          };
    };
  }

  private static Phrase refused(Callbacks.Refusal why) {
    return switch (why) {
      case NOT_CALLABLE -> Phrase.CALLBACK_NOT_CALLABLE;
      case ALREADY_PROMISED -> Phrase.CALLBACK_ALREADY;
      case TOO_MANY -> Phrase.CALLBACK_TOO_MANY;
      case UNAVAILABLE -> Phrase.CALLBACK_UNAVAILABLE;
    };
  }

  private List<Action> promised(CentreWord word) {
    stage = Stage.CLOSING;
    return withdraw(
        Gone.LEFT_BY_KEY,
        say(
            SpokenPhrases.join(
                phrases().say(Phrase.CALLBACK_PROMISED),
                phrases().word(word),
                phrases().say(Phrase.CALLBACK_WRONG_WORD, Phrase.NO_CODES),
                phrases().say(Phrase.CALLBACK_WORD_AGAIN),
                phrases().word(word),
                phrases().say(Phrase.GOODBYE))));
  }

  private static boolean isLong(QueueSpot.@Nullable Estimate estimate) {
    return estimate == null || estimate.to().compareTo(CALLBACK_OVER) > 0;
  }

  private List<Prompt> offerOfCallback() {
    return terms.offered() ? phrases().say(Phrase.CALLBACK_OFFER) : List.of();
  }

  private List<Prompt> howToLeave() {
    return placeWillBeKept
        ? phrases().say(Phrase.HOW_TO_LEAVE, Phrase.PLACE_WILL_BE_KEPT)
        : phrases().say(Phrase.HOW_TO_LEAVE);
  }

  private List<Action> notAccepted(Phrase why) {
    return switch (stage) {
      case RINGING -> refuse(Calls.Refusal.BUSY, Gone.LINE_LOST);
      case ENTERING -> close(Gone.LINE_LOST, why);
      case ARRIVED,
          LANGUAGE,
          NOTICE,
          MENU,
          WAITING,
          CALLBACK,
          PROMISING,
          MESSAGE,
          TALKING,
          CLOSING,
          OVER ->
          List.of();
    };
  }

  private List<Action> tellTrouble(@Nullable QueueSpot spot) {
    troubleTold = true;
    return say(
        SpokenPhrases.join(
            phrases().say(Phrase.TROUBLE),
            spot == null ? List.of() : phrases().place(spot.position())));
  }

  private List<Action> tellNews(@Nullable QueueSpot spot) {
    if (spot != null) {
      return promising(
          spot, SpokenPhrases.join(troubleOver(), phrases().place(spot.position()), wait(spot)));
    }
    var news = troubleOver();
    return news.isEmpty() ? List.of(new Action.SetTimer(NEWS_EVERY)) : say(news);
  }

  private List<Prompt> troubleOver() {
    var said = troubleTold ? phrases().say(Phrase.TROUBLE_OVER) : List.<Prompt>of();
    troubleTold = false;
    return said;
  }

  /// What is said of the wait is a promise.
  private static List<Action> promising(QueueSpot spot, List<Prompt> said) {
    return List.of(new Action.Say(said), new Action.SetTimer(SPEECH_MAX), new Action.Promise(spot));
  }

  /// The wait, and whether it is longer than promised.
  private List<Prompt> wait(QueueSpot spot) {
    var estimate = spot.estimate();
    var wait = phrases().wait(estimate);
    return estimate != null && estimate.news() == News.LONGER
        ? SpokenPhrases.join(phrases().say(Phrase.WAIT_LONGER_THAN_PROMISED), wait)
        : wait;
  }

  private List<Action> leaveTheQueue() {
    return placeWillBeKept
        ? leave(Phrase.LEFT, Phrase.PLACE_WILL_BE_KEPT, Phrase.GOODBYE)
        : leave(Phrase.LEFT, Phrase.GOODBYE);
  }

  private List<Action> leave(Phrase... farewell) {
    return close(Gone.LEFT_BY_KEY, farewell);
  }

  private List<Action> close(Gone how, Phrase... farewell) {
    stage = Stage.CLOSING;
    return withdraw(how, say(farewell));
  }

  private List<Action> refuse(Calls.Refusal why, Gone how) {
    stage = Stage.CLOSING;
    return withdraw(how, List.of(new Action.Refuse(why)));
  }

  /// Tells dispatch that the caller does not wait any more, if it was ever asked, and goes on.
  private List<Action> withdraw(Gone how, List<Action> then) {
    if (!askedForOperator) {
      return then;
    }
    askedForOperator = false;
    return with(new Action.Leave(how), then);
  }

  private List<Action> say(Phrase... phrases) {
    return say(phrases().say(phrases));
  }

  private static List<Action> say(List<Prompt> prompts) {
    return List.of(new Action.Say(prompts), new Action.SetTimer(SPEECH_MAX));
  }

  private SpokenPhrases phrases() {
    return new SpokenPhrases(language);
  }
}
