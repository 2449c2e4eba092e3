package org.otklik.app.desktop.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.Presences;
import org.otklik.app.dispatch.Supervision;
import org.otklik.app.dispatch.Supervision.OperatorTopics;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.SummaryRow;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Where a supervisor directs the shift: what operators answer, their pauses, and a contact that
/// must come sooner.
@Controller
@MayCall(Role.SUPERVISOR)
final class SupervisionController {
  private static final String LEVEL = "level-";

  private final Supervision supervision;
  private final Presences presences;
  private final ContactLog contacts;
  private final Topics topics;
  private final DeskWords words;

  SupervisionController(
      Supervision supervision,
      Presences presences,
      ContactLog contacts,
      Topics topics,
      DeskWords words) {
    this.supervision = supervision;
    this.presences = presences;
    this.contacts = contacts;
    this.topics = topics;
    this.words = words;
  }

  // Operators

  @GetMapping("/board/operators")
  String operators(Page page, Model model) {
    model.addAttribute(
        "rows", supervision.operators().stream().map(one -> listRow(page, one)).toList());
    return "desktop/operators";
  }

  @GetMapping("/board/operators/{id}")
  String operator(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      Page page,
      Model model) {
    model.addAttribute("operator", model(page, known(id), notice(page, done)));
    return "desktop/operator";
  }

  @PostMapping("/board/operators/{id}/pause")
  String pause(@PathVariable UUID id, CurrentAccount account) {
    var paused = supervision.pause(known(id).operator(), account.id());
    return "redirect:/board/operators/" + id + "?done=" + (paused ? "paused" : "not-possible");
  }

  @PostMapping("/board/operators/{id}/unpause")
  String unpause(@PathVariable UUID id, CurrentAccount account) {
    var unpaused = supervision.unpause(known(id).operator(), account.id());
    return "redirect:/board/operators/" + id + "?done=" + (unpaused ? "unpaused" : "not-possible");
  }

  @PostMapping("/board/operators/{id}/topics")
  String answer(
      @PathVariable UUID id, @RequestParam Map<String, String> fields, CurrentAccount account) {
    var operator = known(id).operator();
    try {
      supervision.answer(operator, levels(fields), account.id());
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "unknown topic or level", e);
    }
    return "redirect:/board/operators/" + id + "?done=topics";
  }

  private static Map<TopicId, Integer> levels(Map<String, String> fields) {
    var levels = new HashMap<TopicId, Integer>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(LEVEL) && !value.isEmpty()) {
            levels.put(new TopicId(name.substring(LEVEL.length())), Integer.valueOf(value));
          }
        });
    return levels;
  }

  private OperatorTopics known(UUID id) {
    return supervision
        .operator(new OperatorId(id))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private OperatorListRow listRow(Page page, OperatorTopics operator) {
    var answers =
        topics.all().stream()
            .map(Topics.Topic::id)
            .filter(operator.levels()::containsKey)
            .map(topic -> words.topic(page.language(), topic) + " " + operator.levels().get(topic))
            .collect(Collectors.joining(", "));
    return new OperatorListRow(
        operator.operator().value(), operator.name(), state(page, operator), answers);
  }

  private OperatorTopicsModel model(Page page, OperatorTopics operator, @Nullable String notice) {
    var state = presences.find(operator.operator()).map(Presence::state);
    return new OperatorTopicsModel(
        operator.operator().value(),
        operator.name(),
        state.map(Enum::name).orElse("OFFLINE"),
        state(page, operator),
        state.filter(is -> is != Presence.State.PAUSED).isPresent(),
        state.filter(is -> is == Presence.State.PAUSED).isPresent(),
        topics.all().stream()
            .map(
                topic ->
                    new OperatorTopicsModel.TopicLevel(
                        topic.id().value(),
                        words.topic(page.language(), topic.id()),
                        Optional.ofNullable(operator.levels().get(topic.id()))
                            .map(level -> Integer.toString(level))
                            .orElse("")))
            .toList(),
        choices(page),
        notice);
  }

  private String state(Page page, OperatorTopics operator) {
    return presences
        .find(operator.operator())
        .map(
            is -> {
              var why = is.pauseReason();
              var state = page.say("desktop.state." + is.state());
              return why == null ? state : state + ": " + page.say("desktop.pause." + why);
            })
        .orElseGet(() -> page.say("desktop.state.OFFLINE"));
  }

  private static List<Choice> choices(Page page) {
    return Stream.concat(
            Stream.of(new Choice("", page.say("desktop.operators.level.none"))),
            IntStream.rangeClosed(Supervision.LEVEL_MIN, Supervision.LEVEL_MAX)
                .mapToObj(level -> new Choice(Integer.toString(level), Integer.toString(level))))
        .toList();
  }

  private static @Nullable String notice(Page page, @Nullable String done) {
    return switch (done) {
      case "paused" -> page.say("desktop.operators.done.paused");
      case "unpaused" -> page.say("desktop.operators.done.unpaused");
      case "topics" -> page.say("desktop.operators.done.topics");
      case "not-possible" -> page.say("desktop.operators.done.not-possible");
      case null, default -> null;
    };
  }

  // Contacts

  @GetMapping("/board/pull/{contact}")
  ModelAndView pull(@PathVariable UUID contact, Page page) {
    return pullPage(page, waiting(contact), "", new FormErrors(), HttpStatus.OK);
  }

  @PostMapping("/board/pull/{contact}")
  ModelAndView pull(
      @PathVariable UUID contact,
      @RequestParam(defaultValue = "") String reason,
      Page page,
      CurrentAccount account) {
    var entry = waiting(contact);
    var why = reason.strip();
    var errors = new FormErrors();
    if (why.isEmpty()) {
      errors.add("reason", "desktop.pull.reason.missing");
    } else if (why.length() > Supervision.REASON_LENGTH_MAX) {
      errors.add("reason", "desktop.pull.reason.long");
    }
    if (!errors.isEmpty()) {
      return pullPage(page, entry, reason, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var pulled = supervision.pull(entry.id(), why, account.id());
    return new ModelAndView(
        "redirect:/board?marked="
            + switch (pulled) {
              case DONE -> "pulled";
              case ALREADY -> "pulled-already";
              case GONE -> "pulled-gone";
            });
  }

  private ContactLog.Entry waiting(UUID contact) {
    return contacts
        .find(new ContactId(contact))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private ModelAndView pullPage(
      Page page, ContactLog.Entry entry, String reason, FormErrors errors, HttpStatus status) {
    var facts = new ArrayList<SummaryRow>();
    facts.add(
        new SummaryRow(
            page.say("desktop.board.topic"), words.topic(page.language(), entry.topic())));
    facts.add(new SummaryRow(page.say("desktop.pull.since"), page.time(entry.arrivedAt())));
    return new ModelAndView(
        "desktop/pull",
        Map.of(
            "contact",
            entry.id().value(),
            "facts",
            facts,
            "overtakingMinutes",
            Supervision.OVERTAKING_MAX.toMinutes(),
            "reason",
            reason,
            "errors",
            errors),
        status);
  }
}
