package org.otklik.app.messages.web;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.Role;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.dispatch.Supervision;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.MessageOutcome;
import org.otklik.app.messages.Messages;
import org.otklik.app.messages.Messages.Closing;
import org.otklik.app.messages.Messages.Message;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Voice messages for operators: those about their topics, the longest waiting first. One takes a
/// message, hears it, and answers by a callback or by text. Each hearing is in the audit trail.
@Controller
@MayCall({Role.OPERATOR, Role.SUPERVISOR})
final class MessageController {

  /// The most that the list shows; those behind come when those in front are done.
  static final int MESSAGES_MAX = 100;

  private static final int PROMISE_SECONDS_MAX = 5;
  private static final MediaType WAV = MediaType.parseMediaType("audio/wav");

  private final Messages messages;
  private final MessageModels models;
  private final Callbacks callbacks;
  private final Hearings hearings;
  private final Supervision supervision;

  MessageController(
      Messages messages,
      MessageModels models,
      Callbacks callbacks,
      Hearings hearings,
      Supervision supervision) {
    this.messages = messages;
    this.models = models;
    this.callbacks = callbacks;
    this.hearings = hearings;
    this.supervision = supervision;
  }

  @GetMapping("/messages")
  ModelAndView list(
      @RequestParam(required = false) @Nullable String done, Page page, CurrentAccount account) {
    var open =
        account.isAny(Role.SUPERVISOR)
            ? messages.open(MESSAGES_MAX)
            : messages.open(answered(account), MESSAGES_MAX);
    return new ModelAndView(
        "messages/messages",
        Map.of(
            "rows",
            open.stream().map(message -> models.item(page, message)).toList(),
            "cut",
            open.size() == MESSAGES_MAX,
            "closed",
            "closed".equals(done)));
  }

  @GetMapping("/messages/{id}")
  ModelAndView message(@PathVariable UUID id, Page page, CurrentAccount account) {
    return page(
        page, account, find(id), MessageModel.Typed.NOTHING, new FormErrors(), HttpStatus.OK);
  }

  /// The sound itself; browsers ask for it in ranges.
  @GetMapping("/messages/{id}/sound")
  ResponseEntity<Resource> sound(
      @PathVariable UUID id,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
      CurrentAccount account) {
    var message =
        Optional.of(find(id))
            .filter(found -> MessageModels.mayHear(found, account))
            .orElseThrow(MessageController::notThere);
    var wav = messages.wav(message.id()).orElseThrow(MessageController::notThere);
    if (hearings.begins(account.id(), message.id(), range)) {
      messages.heard(message.id(), account.id().value());
    }
    return ResponseEntity.ok()
        .contentType(WAV)
        .cacheControl(CacheControl.noStore())
        .body(new ByteArrayResource(wav));
  }

  @PostMapping("/messages/{id}/take")
  @MayCall(Role.OPERATOR)
  ModelAndView take(@PathVariable UUID id, Page page, CurrentAccount account) {
    var message =
        Optional.of(find(id))
            .filter(found -> answered(account).contains(found.wish().topic()))
            .orElseThrow(MessageController::notThere);
    if (messages.take(message.id(), account.id().value())) {
      return new ModelAndView("redirect:/messages/" + id);
    }
    return changed(page, account, find(id), MessageModel.Typed.NOTHING);
  }

  @PostMapping("/messages/{id}/give-back")
  @MayCall(Role.OPERATOR)
  String giveBack(@PathVariable UUID id, CurrentAccount account) {
    messages.giveBack(new MessageId(id), account.id().value());
    return "redirect:/messages";
  }

  @PostMapping("/messages/{id}/close")
  @MayCall(Role.OPERATOR)
  ModelAndView close(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String outcome,
      @RequestParam(defaultValue = "") String answer,
      @RequestParam(defaultValue = "") String note,
      Page page,
      CurrentAccount account) {
    var message = find(id);
    var typed =
        new MessageModel.Typed(
            outcome, answer.replace("\r\n", "\n").strip(), note.replace("\r\n", "\n").strip());
    if (!MessageModels.isMine(message, account)) {
      return changed(page, account, message, typed);
    }
    var errors = new FormErrors();
    var chosen = check(message, typed, errors);
    var promise =
        errors.isEmpty() && chosen == MessageOutcome.CALLBACK ? promise(message, errors) : null;
    if (chosen == null || !errors.isEmpty()) {
      return page(page, account, message, typed, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var closing =
        new Closing(chosen, typed.note(), typed.answer(), promise == null ? null : promise.value());
    if (messages.close(message.id(), account.id().value(), closing)) {
      return new ModelAndView("redirect:/messages?done=closed");
    }
    if (promise != null) {
      callbacks.cancel(promise);
    }
    return changed(page, account, find(id), typed);
  }

  private static @Nullable MessageOutcome check(
      Message message, MessageModel.Typed typed, FormErrors errors) {
    var chosen =
        Arrays.stream(MessageOutcome.values())
            .filter(one -> one.name().equals(typed.outcome()))
            .findFirst();
    if (chosen.isEmpty()) {
      errors.add("outcome", "messages.outcome.missing");
    }
    if (chosen.filter(MessageOutcome.ANSWERED::equals).isPresent()) {
      if (message.wish().citizenId() == null) {
        errors.add("outcome", "messages.answer.nobody");
      } else if (typed.answer().isEmpty()) {
        errors.add("answer", "messages.answer.missing");
      }
    }
    if (typed.answer().length() > Messages.TEXT_MAX) {
      errors.add("answer", "messages.text.long");
    }
    if (typed.note().length() > Messages.TEXT_MAX) {
      errors.add("note", "messages.text.long");
    }
    return chosen.orElse(null);
  }

  /// Null when there is one already, which is as good, or with an error when there can be none.
  /// Whether the talk may be recorded is asked anew.
  private @Nullable PromiseId promise(Message message, FormErrors errors) {
    var wish = message.wish();
    var number = wish.number();
    if (number == null) {
      errors.add("outcome", "messages.callback.NOT_CALLABLE");
      return null;
    }
    var answer =
        callbacks
            .promise(
                new Callbacks.Wish(
                    number,
                    wish.citizenId(),
                    number,
                    wish.topic(),
                    wish.language(),
                    false,
                    wish.waitingSince()))
            .toCompletableFuture()
            .completeOnTimeout(
                new Callbacks.Answer.Refused(Callbacks.Refusal.UNAVAILABLE),
                PROMISE_SECONDS_MAX,
                SECONDS)
            .join();
    return switch (answer) {
      case Callbacks.Answer.Promised(var id, _) -> id;
      case Callbacks.Answer.Refused(var why) -> {
        if (why != Callbacks.Refusal.ALREADY_PROMISED) {
          errors.add("outcome", "messages.callback." + why);
        }
        yield null;
      }
    };
  }

  private ModelAndView changed(
      Page page, CurrentAccount account, Message message, MessageModel.Typed typed) {
    var errors = new FormErrors();
    errors.add("message", "messages.changed");
    return page(page, account, message, typed, errors, HttpStatus.CONFLICT);
  }

  private ModelAndView page(
      Page page,
      CurrentAccount account,
      Message message,
      MessageModel.Typed typed,
      FormErrors errors,
      HttpStatus status) {
    return new ModelAndView(
        "messages/message",
        Map.of("message", models.model(page, message, account, typed), "errors", errors),
        status);
  }

  /// The topics that the operator answers.
  private Set<TopicId> answered(CurrentAccount account) {
    return supervision
        .operator(new OperatorId(account.id().value()))
        .map(operator -> operator.levels().keySet())
        .orElseGet(Set::of);
  }

  private Message find(UUID id) {
    return messages.find(new MessageId(id)).orElseThrow(MessageController::notThere);
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }
}
