package org.otklik.app.notifications.web;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.Recipient.Phone;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.sending.Inbox;
import org.otklik.app.notifications.sending.Outbox;
import org.otklik.app.pages.FormErrors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Shows what the demonstration would have sent, and lets anybody answer as the recipient would.
/// Outside the demonstration there is no such page.
@Controller
@OpenToAll
@ConditionalOnProperty(name = "otklik.demo", havingValue = "true", matchIfMissing = true)
final class OutboxPages {
  private static final String PATH = "/demo/outbox";
  private static final int REPLY_LENGTH_MAX = 160;

  private final Outbox outbox;
  private final Inbox inbox;

  OutboxPages(Outbox outbox, Inbox inbox) {
    this.outbox = outbox;
    this.inbox = inbox;
  }

  @GetMapping(PATH)
  ModelAndView list(@RequestParam(required = false) @Nullable ReplyCommand replied) {
    return view(replied == null ? "" : replied.name(), "", new FormErrors());
  }

  @PostMapping(PATH + "/{id}/replies")
  ModelAndView reply(@PathVariable UUID id, @RequestParam(defaultValue = "") String text) {
    var to = phone(id);
    var errors = new FormErrors();
    if (text.isBlank()) {
      errors.add(field(id), "notifications.outbox.reply.empty");
    } else if (text.length() > REPLY_LENGTH_MAX) {
      errors.add(field(id), "notifications.outbox.reply.long", Map.of("max", REPLY_LENGTH_MAX));
    }
    if (!errors.isEmpty()) {
      return view("", text, errors);
    }
    return new ModelAndView("redirect:" + PATH + "?replied=" + inbox.reply(to, text.strip()));
  }

  /// The id of the reply's input below this notice.
  static String field(UUID id) {
    return "text-" + id;
  }

  private Phone phone(UUID id) {
    return outbox
        .find(new NoticeId(id))
        .map(Notice::recipient)
        .filter(Phone.class::isInstance)
        .map(Phone.class::cast)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private ModelAndView view(String replied, String typed, FormErrors errors) {
    return new ModelAndView(
        "notifications/outbox",
        Map.of("notices", outbox.newest(), "replied", replied, "typed", typed, "errors", errors),
        errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
