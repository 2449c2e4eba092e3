package org.otklik.app.desktop.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.ReadBacks.Done;
import org.otklik.app.contacts.Statement;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/// The desk's panel of statements to be confirmed. A contact that is not the operator's own is "not
/// there".
@Controller
@MayCall(Role.OPERATOR)
final class ReadBackController {
  private final ReadBacks readBacks;
  private final ReadBackModels models;
  private final ContactLog contacts;

  ReadBackController(ReadBacks readBacks, ReadBackModels models, ContactLog contacts) {
    this.readBacks = readBacks;
    this.models = models;
    this.contacts = contacts;
  }

  @GetMapping("/desk/contacts/{contact}/read-back")
  String panel(@PathVariable UUID contact, CurrentAccount account, Page page, Model model) {
    model.addAttribute("readBack", models.of(page, own(contact, account)));
    return "desktop/readBack";
  }

  /// Saves a draft as it is typed.
  @PostMapping("/desk/contacts/{contact}/statements/{id}")
  @ResponseBody
  Map<String, Object> draft(
      @PathVariable UUID contact,
      @PathVariable UUID id,
      @RequestParam Statement.Kind kind,
      @RequestParam(defaultValue = "") String text,
      @RequestParam int saves,
      CurrentAccount account,
      Page page) {
    return answer(
        page,
        readBacks.draft(
            new StatementId(id),
            new ContactId(contact),
            new ReadBacks.Words(kind, text),
            saves,
            operator(account)));
  }

  /// Gives the words to the citizen to confirm.
  @PostMapping("/desk/contacts/{contact}/statements/{id}/mark")
  @ResponseBody
  Map<String, Object> mark(
      @PathVariable UUID contact,
      @PathVariable UUID id,
      @RequestParam Statement.Kind kind,
      @RequestParam(defaultValue = "") String text,
      @RequestParam int saves,
      CurrentAccount account,
      Page page) {
    var talk = own(contact, account);
    var done =
        readBacks.mark(
            new StatementId(id),
            talk.id(),
            new ReadBacks.Words(kind, text.strip()),
            saves,
            operator(account));
    if (done instanceof Done.Stored) {
      models.addressIfSignedIn(talk, operator(account));
    }
    return answer(page, done);
  }

  /// Notes what the citizen said aloud to the words that were read out.
  @PostMapping("/desk/contacts/{contact}/statements/{id}/heard")
  @ResponseBody
  Map<String, Object> heard(
      @PathVariable UUID contact,
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam boolean right,
      @RequestParam(defaultValue = "") String remark,
      CurrentAccount account,
      Page page) {
    return answer(
        page,
        readBacks.heard(
            new StatementId(id),
            new ContactId(contact),
            new ReadBacks.Answer(version, right, remark),
            operator(account)));
  }

  /// Names whom the statements are shown to, nobody when the citizen is left empty.
  @PostMapping("/desk/contacts/{contact}/addressee")
  @ResponseBody
  Map<String, Object> address(
      @PathVariable UUID contact,
      @RequestParam(required = false) @Nullable UUID citizen,
      CurrentAccount account,
      Page page) {
    var talk = own(contact, account);
    var named = citizen == null ? null : new CitizenId(citizen);
    if (named != null
        && models.possible(talk).stream().noneMatch(known -> known.id().equals(named))) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "unknown addressee");
    }
    if (!readBacks.address(talk.id(), named, operator(account))) {
      return Map.of("result", "refused", "fault", page.say("contacts.statement.finished"));
    }
    return Map.of("result", "stored");
  }

  private static Map<String, Object> answer(Page page, Done done) {
    return switch (done) {
      case Done.Stored(var statement) -> result("stored", statement);
      case Done.Changed(var statement) -> result("changed", statement);
      case Done.NotThere() -> throw notThere();
      case Done.Refused(var fault) -> Map.of("result", "refused", "fault", page.say(fault));
    };
  }

  private static Map<String, Object> result(String result, Statement statement) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("result", result);
    answer.put("saves", statement.draft().saves());
    return answer;
  }

  private ContactLog.Entry own(UUID contact, CurrentAccount account) {
    return contacts
        .find(new ContactId(contact))
        .filter(talk -> operator(account).equals(talk.operator()))
        .orElseThrow(ReadBackController::notThere);
  }

  private static OperatorId operator(CurrentAccount account) {
    return new OperatorId(account.id().value());
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
