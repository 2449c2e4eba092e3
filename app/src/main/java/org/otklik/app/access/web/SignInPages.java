package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.access.signin.KnownDevices;
import org.otklik.app.access.signin.SignIn;
import org.otklik.app.access.signin.SignIn.Attempt;
import org.otklik.app.access.signin.SignInResult.Admitted;
import org.otklik.app.access.signin.SignInResult.Refused;
import org.otklik.app.access.signin.SignInResult.TooEarly;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.FormErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/// The pages for coming in and going out.
@Controller
@OpenToAll
class SignInPages {

  static final String PATH = "/sign-in";
  static final String SIGN_OUT_PATH = "/sign-out";

  private final SignIn signIn;
  private final CsrfTokenRepository formTokens;
  private final Landings landings;
  private final Centre centre;

  SignInPages(SignIn signIn, CsrfTokenRepository formTokens, Landings landings, Centre centre) {
    this.signIn = signIn;
    this.formTokens = formTokens;
    this.landings = landings;
    this.centre = centre;
  }

  @GetMapping(PATH)
  ModelAndView ask(@RequestParam(defaultValue = "") String next, @Nullable CurrentAccount me) {
    return me == null
        ? form("", next, new FormErrors(), HttpStatus.OK)
        : seeOther(landings.of(me.roles()));
  }

  @PostMapping(PATH)
  ModelAndView take(
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    var errors = missing(username, password);
    if (!errors.isEmpty()) {
      return form(username, next, errors, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var attempt = new Attempt(username, password, request.getRemoteAddr(), Cookies.all(request));
    return switch (signIn.attempt(attempt)) {
      case Admitted admitted -> welcome(admitted, next, request, response);
      case Refused() -> refuse(username, next, errors);
      case TooEarly(var left) -> slowDown(username, next, errors, left, response);
    };
  }

  @PostMapping(SIGN_OUT_PATH)
  ModelAndView leave(
      @Nullable CurrentAccount me, HttpServletRequest request, HttpServletResponse response) {
    if (me != null) {
      signIn.leave(me, request.getRemoteAddr());
    }
    Cookies.dropSession(request, response);
    formTokens.saveToken(null, request, response);
    return seeOther(PATH);
  }

  private ModelAndView welcome(
      Admitted admitted, String next, HttpServletRequest request, HttpServletResponse response) {
    Cookies.keepSession(admitted.sessionToken(), request, response);
    Cookies.keep(
        KnownDevices.cookieName(admitted.account()),
        admitted.deviceMark(),
        KnownDevices.KNOWN_FOR,
        request,
        response);
    formTokens.saveToken(null, request, response);
    return seeOther(isOwnPage(next) ? next : landings.of(admitted.roles()));
  }

  private ModelAndView refuse(String username, String next, FormErrors errors) {
    errors.add("username", "access.sign-in.wrong");
    return form(username, next, errors, HttpStatus.UNAUTHORIZED);
  }

  private ModelAndView slowDown(
      String username,
      String next,
      FormErrors errors,
      Duration left,
      HttpServletResponse response) {
    var seconds = left.plusMillis(999).toSeconds();
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    errors.add("username", "access.sign-in.too-early", Map.of("seconds", seconds));
    return form(username, next, errors, HttpStatus.TOO_MANY_REQUESTS);
  }

  private ModelAndView form(String username, String next, FormErrors errors, HttpStatus status) {
    List<NewAccount> demoAccounts = centre.demo() ? DemoAccounts.all() : List.of();
    return new ModelAndView(
        "access/signIn",
        Map.of("username", username, "next", next, "errors", errors, "demoAccounts", demoAccounts),
        status);
  }

  private static FormErrors missing(String username, String password) {
    var errors = new FormErrors();
    if (username.isBlank()) {
      errors.add("username", "access.sign-in.no-username");
    }
    if (password.isEmpty()) {
      errors.add("password", "access.sign-in.no-password");
    }
    return errors;
  }

  /// Only a path of this server: a browser reads `//` and `/\` as the name of another.
  private static boolean isOwnPage(String next) {
    return next.startsWith("/")
        && !next.startsWith("//")
        && next.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
        && !next.startsWith(PATH);
  }

  private static ModelAndView seeOther(String path) {
    var view = new RedirectView(path, true, true, false);
    view.setExpandUriTemplateVariables(false);
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(view);
  }
}
