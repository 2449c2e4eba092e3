package org.otklik.app.contacts.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.PastContacts;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Days;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Finds recordings by day, operator, topic, the end of a number, or the contact itself. Each
/// search is in the audit trail, as each playing is.
@Controller
@MayCall({Role.SUPERVISOR, Role.QUALITY})
final class RecordingSearchController {

  /// The most talks that one search looks at; what is more is left out, and the page says so.
  static final int TALKS_MAX = 200;

  /// Fewer digits would be a list of people, not a search for one; more would leave a person's
  /// number in addresses and for ever in the audit trail.
  private static final int DIGITS = 4;

  private static final String NUMBER_END = "\\d{" + DIGITS + "}";

  private final PastContacts past;
  private final ContactLog contacts;
  private final Recordings recordings;
  private final Retentions retentions;
  private final Topics topics;
  private final Accounts accounts;
  private final AuditTrail audit;
  private final Centre centre;

  RecordingSearchController(
      PastContacts past,
      ContactLog contacts,
      Recordings recordings,
      Retentions retentions,
      Topics topics,
      Accounts accounts,
      AuditTrail audit,
      Centre centre) {
    this.past = past;
    this.contacts = contacts;
    this.recordings = recordings;
    this.retentions = retentions;
    this.topics = topics;
    this.accounts = accounts;
    this.audit = audit;
    this.centre = centre;
  }

  @GetMapping("/recordings")
  ModelAndView search(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String operator,
      @RequestParam(defaultValue = "") String topic,
      @RequestParam(defaultValue = "") String number,
      @RequestParam(defaultValue = "") String contact,
      Page page,
      CurrentAccount account) {
    var filter =
        new RecordingFilter(
            day.strip(), operator, topic, number.replaceAll("[\\s()+-]", ""), contact.strip());
    var errors = new FormErrors();
    var asked = !(filter.day().isEmpty() && filter.contact().isEmpty());
    if (!asked && !(filter.number() + filter.operator() + filter.topic()).isEmpty()) {
      errors.add("day", "contacts.search.day.missing");
    }
    var found = asked ? find(filter, errors) : List.<ContactLog.Entry>of();
    if (asked && errors.isEmpty()) {
      searched(filter, account);
    }
    return new ModelAndView(
        "contacts/recordings",
        Map.of(
            "filter",
            filter,
            "operators",
            operators(page),
            "topics",
            topicChoices(page),
            "found",
            recorded(page, found, account),
            "searched",
            asked && errors.isEmpty(),
            "cut",
            found.size() == TALKS_MAX,
            "errors",
            errors),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private List<ContactLog.Entry> find(RecordingFilter filter, FormErrors errors) {
    if (!filter.contact().isEmpty()) {
      var id = uuid(filter.contact(), "contact", errors);
      return id == null ? List.of() : contacts.find(new ContactId(id)).stream().toList();
    }
    var day = Days.find(filter.day());
    if (day.isEmpty()) {
      errors.add("day", "contacts.search.day.bad");
    }
    if (!filter.number().isEmpty() && !filter.number().matches(NUMBER_END)) {
      errors.add("number", "contacts.search.number.bad");
    }
    var operator = filter.operator().isEmpty() ? null : uuid(filter.operator(), "operator", errors);
    return errors.isEmpty()
        ? day.map(on -> past.find(sought(on, operator, filter), TALKS_MAX)).orElseGet(List::of)
        : List.of();
  }

  private PastContacts.Sought sought(
      LocalDate day, @Nullable UUID operator, RecordingFilter filter) {
    return new PastContacts.Sought(
        start(day),
        start(day.plusDays(1)),
        operator == null ? null : new OperatorId(operator),
        filter.topic().isEmpty() ? null : new TopicId(filter.topic()),
        filter.number());
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(centre.zone()).toInstant();
  }

  private static @Nullable UUID uuid(String typed, String field, FormErrors errors) {
    try {
      return UUID.fromString(typed);
    } catch (IllegalArgumentException _) {
      errors.add(field, "contacts.search.contact.bad");
      return null;
    }
  }

  private List<FoundRecording> recorded(
      Page page, List<ContactLog.Entry> found, CurrentAccount account) {
    var heard =
        recordings.of(found.stream().map(ContactLog.Entry::id).toList()).stream()
            .filter(recording -> recording.mayBeHeardBy(account))
            .map(Recordings.Recording::contact)
            .collect(Collectors.toSet());
    return found.stream()
        .filter(talk -> heard.contains(talk.id()))
        .map(talk -> row(page, talk))
        .toList();
  }

  private FoundRecording row(Page page, ContactLog.Entry talk) {
    var operator = talk.operator();
    return new FoundRecording(
        talk.id().value(),
        page.time(talk.arrivedAt()),
        operator == null
            ? "—"
            : accounts.find(new AccountId(operator.value())).map(Account::displayName).orElse("—"),
        topic(page, talk.topic()),
        number(page, talk),
        retentions.keptUntil(talk));
  }

  private static String number(Page page, ContactLog.Entry talk) {
    var number = talk.callerNumber();
    if (number == null) {
      return page.say(
          talk.line().equals("web") ? "contacts.search.browser" : "contacts.search.withheld");
    }
    return "…" + number.substring(Math.max(0, number.length() - DIGITS));
  }

  private void searched(RecordingFilter filter, CurrentAccount account) {
    audit.record(
        new AuditEntry(
            account.id(),
            "recordings.searched",
            new AuditEntry.Subject("recordings", filter.contact().isEmpty() ? filter.day() : ""),
            sought(filter),
            "recordings"));
  }

  /// What was used of the filter and is known; free text would stay for ever.
  private String sought(RecordingFilter filter) {
    if (!filter.contact().isEmpty()) {
      return filter.contact();
    }
    return Stream.of(
            Optional.of(filter.operator()).filter(this::isOperator),
            Optional.of(filter.topic()).filter(this::isTopic),
            Optional.of(filter.number()).filter(number -> !number.isEmpty()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private boolean isOperator(String id) {
    return !id.isEmpty() && accounts.find(new AccountId(UUID.fromString(id))).isPresent();
  }

  private boolean isTopic(String id) {
    return !id.isEmpty() && topics.find(new TopicId(id)).isPresent();
  }

  private List<Choice> operators(Page page) {
    return Stream.concat(
            Stream.of(new Choice("", page.say("contacts.search.any"))),
            accounts.withRole(Role.OPERATOR).stream()
                .map(one -> new Choice(one.id().toString(), one.displayName())))
        .toList();
  }

  private List<Choice> topicChoices(Page page) {
    return Stream.concat(
            Stream.of(new Choice("", page.say("contacts.search.any"))),
            topics.all().stream().map(one -> new Choice(one.id().value(), topic(page, one.id()))))
        .toList();
  }

  private String topic(Page page, TopicId id) {
    return Optional.of(id)
        .flatMap(topics::find)
        .map(found -> found.names().getOrDefault(page.language().code(), id.value()))
        .orElseGet(id::value);
  }
}
