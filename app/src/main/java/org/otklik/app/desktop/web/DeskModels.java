package org.otklik.app.desktop.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.contacts.Notes;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.contacts.Threads;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.desk.Together;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.MicrophoneKeeper;
import org.otklik.app.pages.Texts;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Gathers what the desk shows, in the page's language.
@Component
final class DeskModels {
  private static final int RECENT_MAX = 10;

  /// Sentences of the page's script: its own key, and the key of the text.
  private static final Map<String, String> SCRIPT =
      Map.ofEntries(
          Map.entry("title", "desktop.title"),
          Map.entry("incoming", "desktop.offer"),
          Map.entry("pauseThen", "desktop.pause.then"),
          Map.entry("replaced", "desktop.replaced.title"),
          Map.entry("lapsed", "desktop.lapsed"),
          Map.entry("muted", "desktop.call.muted"),
          Map.entry("systemDevice", "desktop.device.system"),
          Map.entry("numberWithheld", "desktop.offer.withheld"),
          Map.entry("mute", "desktop.call.mute"),
          Map.entry("handOver", "desktop.hand-over"),
          Map.entry("handOverOutside", "desktop.hand-over.outside"),
          Map.entry("unmute", "desktop.call.unmute"),
          Map.entry("hold", "desktop.call.hold"),
          Map.entry("resume", "desktop.call.resume"),
          Map.entry("talking", "desktop.call.talking"),
          Map.entry("onHold", "desktop.call.on-hold"),
          Map.entry("contactUnavailable", "desktop.contact.unavailable"),
          Map.entry("device", "desktop.device"),
          Map.entry("asking", "desktop.offer.asking"),
          Map.entry("takeBack", "desktop.parked.take"),
          Map.entry("calling", "desktop.outside.CALL.RINGING"),
          Map.entry("notNow", "desktop.not-now"),
          Map.entry("parkedUntil", "desktop.parked.until"),
          Map.entry("speakNow", "desktop.speak-now"),
          Map.entry("note.saving", "desktop.note.saving"),
          Map.entry("note.saved", "desktop.note.saved"),
          Map.entry("note.unsaved", "desktop.note.unsaved"),
          Map.entry("note.finished", "desktop.note.finished"),
          Map.entry("note.newer", "desktop.note.newer"),
          Map.entry("note.invalid", "desktop.note.invalid"),
          Map.entry("note.notYours", "desktop.note.not-yours"),
          Map.entry("note.signedOut", "desktop.note.signed-out"),
          Map.entry("readBack.saved", "desktop.read-back.saved"),
          Map.entry("readBack.stored", "desktop.read-back.stored"),
          Map.entry("readBack.changed", "desktop.read-back.changed"),
          Map.entry("readBack.unsaved", "desktop.read-back.unsaved"),
          Map.entry("readBack.unsent", "desktop.read-back.unsent"));

  /// What is said otherwise of a consult: to the colleague, and when somebody outside is asked.
  private static final List<String> OTHERWISE =
      List.of(
          "colleague.WITH_CITIZEN", "outside.ASKED", "outside.CONSULTING", "outside.WITH_CITIZEN");

  private static final List<String> STATES =
      List.of("OFFLINE", "READY", "PAUSED", "RINGING", "IN_CALL", "WRAP_UP");
  private static final List<String> SOUND =
      List.of(
          "open",
          "lost",
          "closed",
          "phone",
          "problem.dismissed",
          "problem.missing",
          "problem.busy",
          "problem.insecure",
          "problem.late",
          "problem.failed");

  private final Texts texts;
  private final DeskWords words;
  private final Topics topics;
  private final Notes notes;
  private final Threads threads;
  private final Recordings recordings;
  private final ContactLog contacts;
  private final Citizens citizens;
  private final JsonMapper json;
  private final Board board;
  private final Journeys journeys;
  private final JourneyWords journey;
  private final DeskCalls calls;
  private final Callbacks callbacks;
  private final CentreWords centreWords;

  DeskModels(
      Texts texts,
      DeskWords words,
      Topics topics,
      Notes notes,
      Threads threads,
      Recordings recordings,
      ContactLog contacts,
      Citizens citizens,
      JsonMapper json,
      Board board,
      Journeys journeys,
      JourneyWords journey,
      DeskCalls calls,
      Callbacks callbacks,
      CentreWords centreWords) {
    this.callbacks = callbacks;
    this.centreWords = centreWords;
    this.calls = calls;
    this.journeys = journeys;
    this.board = board;
    this.journey = journey;
    this.texts = texts;
    this.words = words;
    this.topics = topics;
    this.notes = notes;
    this.threads = threads;
    this.recordings = recordings;
    this.contacts = contacts;
    this.citizens = citizens;
    this.json = json;
  }

  DeskModel desk(Language language, CurrentAccount operator) {
    var recent = rows(language, threads.with(operator, RECENT_MAX), true);
    return new DeskModel(
        json.writeValueAsString(script(language)),
        topics(language),
        Arrays.stream(Teamwork.ParkReason.values())
            .map(reason -> choice(language, "desktop.park.", reason))
            .toList(),
        Arrays.stream(PauseReason.values())
            .filter(PauseReason::chosenByOperator)
            .map(reason -> choice(language, "desktop.pause.", reason))
            .toList(),
        Arrays.stream(DeclineReason.values())
            .filter(DeclineReason::chosenByOperator)
            .map(reason -> choice(language, "desktop.decline.", reason))
            .toList(),
        callReasons(language),
        calls.transfers(),
        calls.toCallBack().stream().map(entry -> toCallBack(language, entry)).toList(),
        recent);
  }

  private DeskModel.CallBack toCallBack(Language language, CallBackList.Entry entry) {
    return new DeskModel.CallBack(
        entry.contact().value(),
        Objects.requireNonNull(ContactRequest.masked(entry.number())), // who has none is not shown
        words.topic(language, entry.topic()),
        entry.waitedSince());
  }

  /// The contact; `reader` decides whether its note can be changed, and what can be heard.
  ContactModel contact(Language language, ContactLog.Entry contact, CurrentAccount reader) {
    var number = contact.callerNumber();
    var operator = new OperatorId(reader.id().value());
    var mine = operator.equals(contact.operator()) || journeys.tookPart(contact.id(), operator);
    var note = mine ? notes.find(contact.id(), operator) : notes.find(contact.id());
    return new ContactModel(
        contact.id().value(),
        DeskWords.number(number),
        words.topic(language, contact.topic()),
        words.language(language, contact.language()),
        line(language, contact.line()),
        texts.say(
            language,
            "desktop.contact.recording."
                + recording(contact, recordings.of(List.of(contact.id())))),
        callbacks.find(contact.id()).map(promise -> promised(language, promise)).orElse(null),
        number == null ? List.of() : citizens.findByNumber(number),
        Optional.ofNullable(contact.citizenId())
            .map(CitizenId::new)
            .flatMap(citizens::findMasked)
            .orElse(null),
        fields(contact, note.orElse(null)),
        topics(language),
        withNothing(
            language,
            Arrays.stream(Notes.Resolution.values())
                .map(resolution -> choice(language, "desktop.resolution.", resolution))),
        withNothing(
            language,
            notes.reasonCodes().stream()
                .map(
                    reason ->
                        new Choice(
                            reason.code(),
                            reason.names().getOrDefault(language.code(), reason.code())))),
        mine && note.filter(written -> written.finishedAt() != null).isEmpty(),
        mine && calls.callable(number),
        callReasons(language),
        journey.rows(language, contact.id()),
        rows(
            language,
            threads.of(number, contact.citizenId(), reader).stream()
                .filter(item -> !item.contact().id().equals(contact.id()))
                .toList(),
            false));
  }

  /// The word is in the language in which the citizen was told.
  private ContactModel.Promised promised(Language language, Callbacks.Promise promise) {
    return new ContactModel.Promised(
        centreWords.say(promise.word(), promise.language()),
        promise.waitingSince(),
        promise.attempts().stream()
            .map(
                attempt ->
                    new ContactModel.Tried(
                        attempt.at(),
                        texts.say(language, "desktop.step.detail." + attempt.reason())))
            .toList());
  }

  private String line(Language language, String line) {
    return switch (line) {
      case "web" -> texts.say(language, "desktop.contact.line.web");
      case ContactRequest.OUTGOING -> texts.say(language, "desktop.contact.line.outside");
      case ContactRequest.PROMISED -> texts.say(language, "desktop.contact.line.callback");
      default -> line;
    };
  }

  private List<Choice> callReasons(Language language) {
    return Arrays.stream(CallReason.values())
        .map(reason -> choice(language, "desktop.call-citizen.", reason))
        .toList();
  }

  /// Who is present beside the operator, those who are ready first.
  List<ColleagueRow> colleagues(Language language, OperatorId operator) {
    return board.snapshot().operators().stream()
        .filter(row -> !row.operator().equals(operator))
        .sorted(Comparator.comparing(row -> row.presence().state()))
        .map(
            row ->
                new ColleagueRow(
                    row.operator().value(),
                    row.name(),
                    texts.say(language, "desktop.state." + row.presence().state())))
        .toList();
  }

  private List<Choice> topics(Language language) {
    return topics.all().stream()
        .map(topic -> new Choice(topic.id().value(), name(language, topic)))
        .toList();
  }

  private String name(Language language, Topics.Topic topic) {
    var name = words.topic(language, topic.id());
    return topic.expert()
        ? texts.say(language, "desktop.topic.expert", Map.of("topic", name))
        : name;
  }

  /// What is known of the recording: it begins a moment after the talk, may fail, and the talk may
  /// have gone through two operators. A contact does not say whether its caller was asked.
  static String recording(ContactLog.Entry contact, List<Recordings.Recording> made) {
    var talks = contact.endedAt() == null;
    if (made.stream().anyMatch(recording -> talks && !recording.ended())) {
      return "goes-on";
    }
    if (!made.isEmpty()) {
      return "made";
    }
    if (!contact.recordingAllowed()) {
      return "none-allowed";
    }
    return talks ? "allowed" : "none";
  }

  Optional<ContactLog.Entry> find(ContactId id) {
    return contacts.find(id);
  }

  private Map<String, String> script(Language language) {
    var script = new LinkedHashMap<String, String>();
    SCRIPT.forEach((own, key) -> script.put(own, texts.say(language, key)));
    for (var state : STATES) {
      script.put("state." + state, texts.say(language, "desktop.state." + state));
    }
    for (var stage : Together.Stage.values()) {
      script.put("together." + stage, texts.say(language, "desktop.together." + stage));
    }
    for (var stage : OTHERWISE) {
      script.put("together." + stage, texts.say(language, "desktop.together." + stage));
    }
    for (var sound : SOUND) {
      script.put("sound." + sound, texts.say(language, "desktop.sound." + sound));
    }
    MicrophoneKeeper.refusals(texts, language, "desktop.sound.problem.denied")
        .forEach((keeper, text) -> script.put("sound.problem.denied." + keeper, text));
    for (var reason : PauseReason.values()) {
      script.put("pause." + reason, texts.say(language, "desktop.pause." + reason));
    }
    return script;
  }

  private ContactModel.NoteFields fields(ContactLog.Entry contact, Notes.@Nullable Note note) {
    if (note == null) {
      return new ContactModel.NoteFields(0, "", contact.topic().value(), "", "");
    }
    var resolution = note.resolution();
    var reason = note.reasonCode();
    return new ContactModel.NoteFields(
        note.version(),
        note.text(),
        note.topic().value(),
        resolution == null ? "" : resolution.name(),
        reason == null ? "" : reason);
  }

  private List<Choice> withNothing(Language language, Stream<Choice> choices) {
    var nothing = new Choice("", texts.say(language, "desktop.note.choose"));
    return Stream.concat(Stream.of(nothing), choices).toList();
  }

  private Choice choice(Language language, String prefix, Enum<?> value) {
    return new Choice(value.name(), texts.say(language, prefix + value.name()));
  }

  /// @param calling whether the citizens can be called from here
  private List<ThreadRow> rows(Language language, List<Threads.Item> items, boolean calling) {
    var reasons = journeys.callReasons(items.stream().map(item -> item.contact().id()).toList());
    return items.stream().map(item -> row(language, item, reasons, calling)).toList();
  }

  private ThreadRow row(
      Language language, Threads.Item item, Map<ContactId, CallReason> reasons, boolean calling) {
    var contact = item.contact();
    var outcome = contact.outcome();
    var note = item.note();
    var pull = item.pull();
    var why = reasons.get(contact.id());
    return new ThreadRow(
        contact.arrivedAt(),
        words.topic(language, contact.topic()),
        texts.say(language, "desktop.outcome." + (outcome == null ? "open" : outcome.name())),
        why == null
            ? null
            : texts.say(
                language,
                "desktop.thread.called",
                Map.of("reason", texts.say(language, "desktop.call-citizen." + why))),
        pull == null
            ? null
            : texts.say(language, "desktop.reason.pulled", Map.of("reason", pull.reason())),
        note == null ? "" : note.text(),
        item.recording() ? "/recordings/" + contact.id().value() : null,
        calling && calls.callable(contact.callerNumber()) ? contact.id().value() : null);
  }
}
