package org.otklik.app.desktop.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.contacts.Notes;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.pages.Page;
import org.otklik.app.pages.Texts;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/// The operator's desk. A contact that is not the operator's own is "not there".
@Controller
final class DeskController {
  private final DeskModels models;
  private final Notes notes;
  private final Journeys journeys;
  private final AuditTrail audit;
  private final Texts texts;
  private final DeskPages pages;

  DeskController(
      DeskModels models,
      Notes notes,
      Journeys journeys,
      AuditTrail audit,
      Texts texts,
      DeskPages pages) {
    this.models = models;
    this.pages = pages;
    this.journeys = journeys;
    this.notes = notes;
    this.audit = audit;
    this.texts = texts;
  }

  @GetMapping("/desk")
  @MayCall(Role.OPERATOR)
  String desk(Page page, CurrentAccount account, Model model) {
    model.addAttribute("load", pages.load());
    model.addAttribute("desk", models.desk(page.language(), account));
    return "desktop/desk";
  }

  /// Colleagues who are present, to whom a contact can be handed on.
  @GetMapping("/desk/colleagues")
  @MayCall(Role.OPERATOR)
  @ResponseBody
  List<ColleagueRow> colleagues(Page page, CurrentAccount account) {
    return models.colleagues(page.language(), operator(account));
  }

  @GetMapping("/desk/contacts/{id}")
  @MayCall({Role.OPERATOR, Role.SUPERVISOR, Role.QUALITY})
  String contact(@PathVariable UUID id, Page page, CurrentAccount account, Model model) {
    var contact = visible(id, account).orElseThrow(DeskController::notThere);
    audit.record(
        new AuditEntry(
            account.id(),
            "contact.viewed",
            new AuditEntry.Subject("contact", id.toString()),
            "",
            "desk"));
    model.addAttribute("contact", models.contact(page.language(), contact, account));
    return "desktop/contact";
  }

  @PostMapping("/desk/contacts/{id}/note")
  @MayCall(Role.OPERATOR)
  @ResponseBody
  ResponseEntity<Map<String, Object>> note(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String topic,
      @RequestParam(defaultValue = "") String resolution,
      @RequestParam(defaultValue = "") String reasonCode,
      @RequestParam(defaultValue = "0") int version,
      @RequestParam(defaultValue = "false") boolean finish,
      Page page,
      CurrentAccount account) {
    var note =
        new Notes.Note(
            new ContactId(id),
            operator(account),
            new TopicId(topic),
            text.replace("\r\n", "\n"),
            resolution(resolution),
            reasonCode.isEmpty() ? null : reasonCode,
            version,
            null);
    return ResponseEntity.ok(answer(page, finish ? notes.finish(note) : notes.save(note)));
  }

  private Map<String, Object> answer(Page page, Notes.Saved saved) {
    return switch (saved) {
      case Notes.Saved.Stored(var note) -> Map.of("result", "stored", "version", note.version());
      case Notes.Saved.Newer(var note) -> Map.of("result", "newer", "version", note.version());
      case Notes.Saved.NotYours() -> Map.of("result", "not-yours");
      case Notes.Saved.Invalid(var faults) -> {
        var words = new LinkedHashMap<String, String>();
        faults.forEach((field, key) -> words.put(field, texts.say(page.language(), key)));
        yield Map.of("result", "invalid", "faults", words);
      }
    };
  }

  /// Operators see their own contacts, supervisors and quality leads all.
  private Optional<ContactLog.Entry> visible(UUID id, CurrentAccount account) {
    return models
        .find(new ContactId(id))
        .filter(
            contact ->
                account.isAny(Role.SUPERVISOR, Role.QUALITY)
                    || operator(account).equals(contact.operator())
                    || journeys.tookPart(contact.id(), operator(account)));
  }

  private static Notes.@Nullable Resolution resolution(String name) {
    try {
      return name.isEmpty() ? null : Notes.Resolution.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "unknown resolution", e);
    }
  }

  private static OperatorId operator(CurrentAccount account) {
    return new OperatorId(account.id().value());
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
