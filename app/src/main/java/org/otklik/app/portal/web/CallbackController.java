package org.otklik.app.portal.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.callback.Bookings;
import org.otklik.app.callback.Bookings.Answer;
import org.otklik.app.callback.Bookings.Booking;
import org.otklik.app.callback.Callbacks;
import org.otklik.app.callback.Network;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.FormErrors;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.Language;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// The pages on which callbacks are booked, looked at, moved and cancelled, without signing in.
@Controller
@OpenToAll
final class CallbackController {
  private static final String PATH = "/callback";

  private final CallbackModels models;
  private final Bookings bookings;
  private final Callbacks callbacks;
  private final Citizens citizens;
  private final Topics topics;
  private final LookRates rates;

  CallbackController(
      CallbackModels models,
      Bookings bookings,
      Callbacks callbacks,
      Citizens citizens,
      Topics topics,
      LookRates rates) {
    this.models = models;
    this.bookings = bookings;
    this.callbacks = callbacks;
    this.citizens = citizens;
    this.topics = topics;
    this.rates = rates;
  }

  @GetMapping(PATH)
  ModelAndView form(Page page) {
    var empty = new CallbackForm(null, page.language().code(), null, null);
    return form(page, empty, new FormErrors(), HttpStatus.OK);
  }

  @PostMapping(PATH)
  ModelAndView book(
      @ModelAttribute CallbackForm typed,
      Page page,
      @Nullable CurrentAccount account,
      HttpServletRequest request) {
    var errors = typed.check(topics);
    if (!errors.isEmpty()) {
      return form(page, typed, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (bookings.book(wish(typed, account, request))) {
      case Answer.Booked(var code) -> new ModelAndView("redirect:" + PATH + "/" + code);
      case Answer.Refused(var why) -> {
        CallbackForm.add(errors, why);
        yield form(page, typed, errors, HttpStatus.UNPROCESSABLE_CONTENT);
      }
    };
  }

  private Bookings.Wish wish(
      CallbackForm typed, @Nullable CurrentAccount account, HttpServletRequest request) {
    var citizen =
        Optional.ofNullable(account).flatMap(known -> citizens.findByAccount(known.id().value()));
    var number = typed.typedNumber();
    return new Bookings.Wish(
        number,
        citizen.map(CitizenId::value).orElse((UUID) null),
        citizen.filter(own -> isOwn(own, number)).isPresent(),
        network(request),
        typed.findTopic(topics).orElseThrow(),
        new Language(typed.findLanguage().orElseThrow().code()),
        typed.findFrom().orElse(null));
  }

  private boolean isOwn(CitizenId citizen, String number) {
    return callbacks.findCallable(number).stream()
        .flatMap(valid -> citizens.findByNumber(valid).stream())
        .anyMatch(known -> known.id().equals(citizen));
  }

  @GetMapping(PATH + "/{code}")
  ModelAndView look(@PathVariable String code, Page page, HttpServletRequest request) {
    return booked(page, code, find(code, request), new FormErrors(), HttpStatus.OK);
  }

  @PostMapping(PATH + "/{code}/move")
  ModelAndView move(
      @PathVariable String code,
      @RequestParam(defaultValue = "") String when,
      Page page,
      HttpServletRequest request) {
    var booking = find(code, request);
    var errors = new FormErrors();
    CallbackForm.findFrom(when)
        .ifPresentOrElse(
            from -> bookings.move(code, from).ifPresent(why -> CallbackForm.add(errors, why)),
            () -> errors.add("when", "portal.callback.error.when"));
    return errors.isEmpty()
        ? new ModelAndView("redirect:" + PATH + "/" + code)
        : booked(page, code, booking, errors, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @PostMapping(PATH + "/{code}/cancel")
  String cancel(@PathVariable String code, HttpServletRequest request) {
    find(code, request);
    bookings.cancel(code);
    return "redirect:" + PATH + "/" + code;
  }

  private Booking find(String code, HttpServletRequest request) {
    if (!rates.take(network(request))) {
      throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
    }
    return bookings.find(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static Network network(HttpServletRequest request) {
    return Network.of(InetAddress.ofLiteral(request.getRemoteAddr()));
  }

  private ModelAndView form(Page page, CallbackForm typed, FormErrors errors, HttpStatus status) {
    return new ModelAndView(
        "portal/callback", Map.of("callback", models.page(page, typed), "errors", errors), status);
  }

  private ModelAndView booked(
      Page page, String code, Booking booking, FormErrors errors, HttpStatus status) {
    return new ModelAndView(
        "portal/booked",
        Map.of("booked", models.booked(page, code, booking), "errors", errors),
        status);
  }
}
