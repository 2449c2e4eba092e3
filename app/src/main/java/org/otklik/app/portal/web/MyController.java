package org.otklik.app.portal.web;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.contacts.ReadBacks;
import org.otklik.app.contacts.ReadBacks.Done;
import org.otklik.app.contacts.StatementId;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// The citizen's own page: what was written down in their contacts, to be confirmed or disputed. A
/// statement that is shown to somebody else is "not there".
@Controller
@MayCall(Role.CITIZEN)
final class MyController {
  private final MyModels models;
  private final Citizens citizens;
  private final ReadBacks readBacks;
  private final AnswerRates rates;

  MyController(MyModels models, Citizens citizens, ReadBacks readBacks, AnswerRates rates) {
    this.models = models;
    this.citizens = citizens;
    this.readBacks = readBacks;
    this.rates = rates;
  }

  @GetMapping("/my")
  ModelAndView my(
      @RequestParam(required = false) @Nullable String answered,
      Page page,
      CurrentAccount account) {
    return page(page, account, notice(page, answered), new FormErrors(), HttpStatus.OK, null);
  }

  /// Answers one statement: `right` or not.
  @PostMapping("/my/statements/{id}")
  ModelAndView answer(
      @PathVariable UUID id,
      @RequestParam int version,
      @RequestParam boolean right,
      @RequestParam(defaultValue = "") String remark,
      Page page,
      CurrentAccount account) {
    var citizen = citizens.findByAccount(account.id().value()).orElseThrow(MyController::notThere);
    if (!rates.take(account.id())) {
      return refused(
          page, account, id, remark, "portal.my.too-often", HttpStatus.TOO_MANY_REQUESTS);
    }
    var answer = new ReadBacks.Answer(version, right, remark.replace("\r\n", "\n"));
    return switch (readBacks.answered(new StatementId(id), answer, citizen, account.id())) {
      case Done.Stored _ ->
          new ModelAndView("redirect:/my?answered=" + (right ? "right" : "wrong"));
      case Done.Changed _ ->
          refused(page, account, id, remark, "portal.my.changed", HttpStatus.CONFLICT);
      case Done.Refused(var fault) ->
          refused(page, account, id, remark, fault, HttpStatus.UNPROCESSABLE_CONTENT);
      case Done.NotThere() -> throw notThere();
    };
  }

  private ModelAndView refused(
      Page page,
      CurrentAccount account,
      UUID statement,
      String remark,
      String fault,
      HttpStatus status) {
    var errors = new FormErrors();
    errors.add("remark-" + statement, fault);
    return page(page, account, null, errors, status, new MyModels.Typed(statement, remark));
  }

  private ModelAndView page(
      Page page,
      CurrentAccount account,
      @Nullable String notice,
      FormErrors errors,
      HttpStatus status,
      MyModels.@Nullable Typed typed) {
    return new ModelAndView(
        "portal/my",
        Map.of("my", models.of(page, account, notice, typed), "errors", errors),
        status);
  }

  private static @Nullable String notice(Page page, @Nullable String answered) {
    return switch (answered) {
      case "right" -> page.say("portal.my.answered.right");
      case "wrong" -> page.say("portal.my.answered.wrong");
      case null, default -> null;
    };
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
