package org.otklik.app.desktop.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.ReadBacks.Done;
import org.otklik.app.contacts.ReadBacks.Settlement;
import org.otklik.app.contacts.ReadBacks.Words;
import org.otklik.app.contacts.Recordings;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.contacts.StatementWords;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.ContactId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// What citizens dispute, for a supervisor to look into: the recording is a click away, and the
/// citizen sees what came of it.
@Controller
@MayCall(Role.SUPERVISOR)
final class DisputeController {

  /// A longer list is of no use on one page; the oldest come first, and the page says that there
  /// are more.
  private static final int DISPUTES_MAX = 100;

  /// Faults of the corrected words; the others are the answer's.
  private static final Set<String> WORDS_FAULTS =
      Set.of("contacts.statement.empty", "contacts.statement.long");

  private final ReadBacks readBacks;
  private final StatementWords words;
  private final DeskWords deskWords;
  private final ContactLog contacts;
  private final Recordings recordings;
  private final Accounts accounts;
  private final AuditTrail audit;

  private record Typed(UUID statement, String note, String corrected) {}

  DisputeController(
      ReadBacks readBacks,
      StatementWords words,
      DeskWords deskWords,
      ContactLog contacts,
      Recordings recordings,
      Accounts accounts,
      AuditTrail audit) {
    this.readBacks = readBacks;
    this.words = words;
    this.deskWords = deskWords;
    this.contacts = contacts;
    this.recordings = recordings;
    this.accounts = accounts;
    this.audit = audit;
  }

  @GetMapping("/disputes")
  ModelAndView disputes(
      @RequestParam(defaultValue = "false") boolean settled, Page page, CurrentAccount account) {
    return page(page, account, settled, new FormErrors(), HttpStatus.OK, null);
  }

  @PostMapping("/disputes/{id}")
  ModelAndView settle(
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String note,
      @RequestParam(defaultValue = "") String corrected,
      Page page,
      CurrentAccount account) {
    var statement = readBacks.find(new StatementId(id)).orElseThrow(DisputeController::notThere);
    var settlement =
        new Settlement(
            version,
            note.replace("\r\n", "\n"),
            corrected.isBlank() ? null : new Words(statement.kind(), corrected.strip()));
    return switch (readBacks.settled(statement.id(), settlement, account.id())) {
      case Done.Stored _ -> new ModelAndView("redirect:/disputes?settled=true");
      case Done.Changed _ ->
          refused(
              page,
              account,
              new Typed(id, note, corrected),
              "desktop.disputes.changed",
              HttpStatus.CONFLICT);
      case Done.Refused(var fault) ->
          refused(
              page,
              account,
              new Typed(id, note, corrected),
              fault,
              HttpStatus.UNPROCESSABLE_CONTENT);
      case Done.NotThere() -> throw notThere();
    };
  }

  /// A dispute that is gone meanwhile has no field any more: the list itself is pointed at.
  private ModelAndView refused(
      Page page, CurrentAccount account, Typed typed, String fault, HttpStatus status) {
    var errors = new FormErrors();
    errors.add(
        status == HttpStatus.CONFLICT ? "disputes" : field(fault) + typed.statement(), fault);
    return page(page, account, false, errors, status, typed);
  }

  private static String field(String fault) {
    return WORDS_FAULTS.contains(fault) ? "corrected-" : "note-";
  }

  private ModelAndView page(
      Page page,
      CurrentAccount account,
      boolean settled,
      FormErrors errors,
      HttpStatus status,
      @Nullable Typed typed) {
    var disputed = readBacks.disputed(DISPUTES_MAX);
    viewed(disputed, account);
    var heard = heard(disputed, account);
    return new ModelAndView(
        "desktop/disputes",
        Map.of(
            "rows",
            disputed.stream().map(statement -> row(page, statement, heard, typed)).toList(),
            "cut",
            disputed.size() == DISPUTES_MAX,
            "settled",
            settled,
            "errors",
            errors),
        status);
  }

  /// Statements are personal data: whoever reads the list has seen each contact on it.
  private void viewed(List<Statement> disputed, CurrentAccount account) {
    disputed.stream()
        .map(statement -> statement.contact().value().toString())
        .distinct()
        .map(contact -> new AuditEntry.Subject("contact", contact))
        .map(contact -> new AuditEntry(account.id(), "contact.viewed", contact, "", "disputes"))
        .forEach(audit::record);
  }

  private Set<ContactId> heard(List<Statement> disputed, CurrentAccount account) {
    var ids = disputed.stream().map(Statement::contact).collect(Collectors.toSet());
    return recordings.of(ids).stream()
        .filter(recording -> recording.mayBeHeardBy(account))
        .map(Recordings.Recording::contact)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private DisputeRow row(
      Page page, Statement statement, Set<ContactId> heard, @Nullable Typed typed) {
    var last = statement.last();
    var remark = last == null ? null : last.remark();
    var mine = typed != null && typed.statement().equals(statement.id().value()) ? typed : null;
    return new DisputeRow(
        statement.id().value(),
        statement.version(),
        words.kind(page, statement.kind()),
        statement.text(),
        remark == null ? "" : remark,
        contacts.find(statement.contact()).map(talk -> talk(page, talk)).orElse(""),
        heard.contains(statement.contact()) ? "/recordings/" + statement.contact().value() : null,
        mine == null ? "" : mine.note(),
        mine == null ? statement.text() : mine.corrected(),
        words.history(page, statement));
  }

  private String talk(Page page, ContactLog.Entry talk) {
    var operator = talk.operator();
    return page.say(
        "desktop.disputes.talk",
        Map.of(
            "time",
            page.time(talk.arrivedAt()),
            "topic",
            deskWords.topic(page.language(), talk.topic()),
            "name",
            operator == null
                ? "—"
                : accounts
                    .find(new AccountId(operator.value()))
                    .map(Account::displayName)
                    .orElse("—")));
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
