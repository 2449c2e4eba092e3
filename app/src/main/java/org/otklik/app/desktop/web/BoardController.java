package org.otklik.app.desktop.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.Teamwork;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.pages.Page;
import org.otklik.app.telephony.OfferRefused;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The supervisor's board.
@Controller
@MayCall(Role.SUPERVISOR)
final class BoardController {
  private final BoardWords board;
  private final BoardStreams streams;
  private final CallBackList toCallBack;
  private final Callbacks callbacks;
  private final Teamwork talks;
  private final BoardSound sound;
  private final AuditTrail audit;

  BoardController(
      BoardWords board,
      BoardStreams streams,
      CallBackList toCallBack,
      Callbacks callbacks,
      Teamwork talks,
      BoardSound sound,
      AuditTrail audit) {
    this.talks = talks;
    this.sound = sound;
    this.audit = audit;
    this.board = board;
    this.streams = streams;
    this.toCallBack = toCallBack;
    this.callbacks = callbacks;
  }

  @GetMapping("/board")
  String board(@RequestParam(required = false) @Nullable String marked, Page page, Model model) {
    model.addAttribute("board", board.model(page.language(), notice(page, marked)));
    return "desktop/board";
  }

  @GetMapping("/board/now")
  String now(Page page, Model model) {
    model.addAttribute("board", board.model(page.language(), null));
    return "desktop/figures";
  }

  @GetMapping("/board/stream")
  SseEmitter stream() {
    return streams
        .open()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
  }

  @PostMapping("/board/called/{contact}")
  String called(@PathVariable UUID contact, CurrentAccount account) {
    var first = toCallBack.called(new ContactId(contact), new OperatorId(account.id().value()));
    return "redirect:/board?marked=" + (first ? "done" : "already");
  }

  @PostMapping("/board/unreached/{promise}")
  String settled(@PathVariable UUID promise, CurrentAccount account) {
    var first = callbacks.settle(new PromiseId(promise), account.id().value());
    return "redirect:/board?marked=" + (first ? "done" : "already");
  }

  /// Opens the supervisor's sound.
  ///
  /// @return the SDP answer to the browser's offer
  @PostMapping("/board/sound")
  @ResponseBody
  String sound(@RequestParam String offer, CurrentAccount account) {
    try {
      return sound.open(account, offer);
    } catch (OfferRefused e) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "sound refused", e);
    }
  }

  /// Listens to a talk, whispers or joins; the audit trail keeps it. Somebody on shift does not.
  @PostMapping("/board/talks/{contact}")
  @ResponseBody
  void supervise(@PathVariable UUID contact, @RequestParam Listening how, CurrentAccount account) {
    if (!sound.mayListen(account)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "on shift");
    }
    audit.record(
        new AuditEntry(
            account.id(),
            "talk.supervised",
            new AuditEntry.Subject("contact", contact.toString()),
            how.name(),
            "board"));
    talks.supervise(operator(account), new ContactId(contact), how);
  }

  /// Leaves the talk and closes the sound.
  @PostMapping("/board/leave")
  @ResponseBody
  void leave(CurrentAccount account) {
    sound.close(account);
  }

  private static OperatorId operator(CurrentAccount account) {
    return new OperatorId(account.id().value());
  }

  private static @Nullable String notice(Page page, @Nullable String marked) {
    return switch (marked) {
      case "done" -> page.say("desktop.board.called.done");
      case "pulled" -> page.say("desktop.pull.done");
      case "pulled-already" -> page.say("desktop.pull.already");
      case "pulled-gone" -> page.say("desktop.pull.gone");
      case "already" -> page.say("desktop.board.called.already");
      case null, default -> null;
    };
  }
}
