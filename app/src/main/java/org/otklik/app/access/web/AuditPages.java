package org.otklik.app.access.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Days;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Shows supervisors and administrators who looked at what.
@Controller
@MayCall({Role.SUPERVISOR, Role.ADMIN})
class AuditPages {

  private static final String PATH = "/audit";

  private final AuditTrail audit;
  private final Accounts accounts;
  private final Centre centre;

  AuditPages(AuditTrail audit, Accounts accounts, Centre centre) {
    this.audit = audit;
    this.accounts = accounts;
    this.centre = centre;
  }

  @GetMapping(PATH)
  ModelAndView list(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String what,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(required = false) @Nullable UUID before,
      Page page) {
    var filter =
        new AuditFilter(
            who.strip(), what.strip(), kind.strip(), subject.strip(), from.strip(), until.strip());
    var errors = new FormErrors();
    var query = query(filter, before, errors);
    List<AuditRecord> records = errors.isEmpty() ? audit.find(query) : List.of();
    return new ModelAndView(
        "access/audit",
        Map.of(
            "filter",
            filter,
            "errors",
            errors,
            "records",
            records,
            "whats",
            choices(page, "audit.what."),
            "kinds",
            choices(page, "audit.subject."),
            "olderHref",
            olderHref(filter, records)),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private AuditQuery query(AuditFilter filter, @Nullable UUID before, FormErrors errors) {
    return new AuditQuery(
        account(filter.who(), errors),
        textOrNull(filter.what()),
        subject(filter, errors),
        day(filter.from(), "from", 0, errors),
        day(filter.until(), "until", 1, errors),
        before);
  }

  private @Nullable AccountId account(String username, FormErrors errors) {
    if (username.isEmpty()) {
      return null;
    }
    Optional<AccountId> id = accounts.find(username).map(Account::id);
    if (id.isEmpty()) {
      errors.add("who", "access.audit.unknown-account");
    }
    return id.orElse(null);
  }

  private static @Nullable Subject subject(AuditFilter filter, FormErrors errors) {
    if (filter.kind().isEmpty() && filter.subject().isEmpty()) {
      return null;
    }
    if (filter.kind().isEmpty() || filter.subject().isEmpty()) {
      errors.add(filter.kind().isEmpty() ? "kind" : "subject", "access.audit.half-subject");
    }
    return new Subject(filter.kind(), filter.subject());
  }

  /// The first instant of the day that lies `plusDays` after the typed one, in the centre's zone.
  private @Nullable Instant day(String typed, String field, int plusDays, FormErrors errors) {
    if (typed.isEmpty()) {
      return null;
    }
    var day = Days.find(typed);
    if (day.isEmpty()) {
      errors.add(field, "access.audit.bad-date");
    }
    return day.map(one -> one.plusDays(plusDays).atStartOfDay(centre.zone()).toInstant())
        .orElse(null);
  }

  /// Codes that this program knows, in words, by the words; the first means any.
  private static List<Choice> choices(Page page, String prefix) {
    return Stream.concat(
            Stream.of(new Choice("", page.say("access.audit.any"))),
            page.texts().keys(prefix).stream()
                .map(key -> new Choice(key.substring(prefix.length()), page.say(key)))
                .sorted(Comparator.comparing(Choice::text)))
        .toList();
  }

  private static String olderHref(AuditFilter filter, List<AuditRecord> records) {
    if (records.size() < AuditTrail.PAGE) {
      return "";
    }
    return UriComponentsBuilder.fromPath(PATH)
        .queryParam("who", "{who}")
        .queryParam("what", "{what}")
        .queryParam("kind", "{kind}")
        .queryParam("subject", "{subject}")
        .queryParam("from", "{from}")
        .queryParam("until", "{until}")
        .queryParam("before", records.getLast().id())
        .encode()
        .buildAndExpand(
            filter.who(),
            filter.what(),
            filter.kind(),
            filter.subject(),
            filter.from(),
            filter.until())
        .toUriString();
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
