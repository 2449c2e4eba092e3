package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.FirstAdmin;
import org.otklik.app.pages.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Asks for the first administrator; afterwards there is no such page.
@Controller
@OpenToAll
class FirstAdminPages {

  private static final String PATH = "/first-admin";
  private static final int PASSWORD_MIN = 12;
  private static final int PASSWORD_MAX = 128;
  private static final int NAME_MAX = 100;
  private static final Pattern USERNAME = Pattern.compile("[a-zA-Z0-9._-]{3,64}");

  private final FirstAdmin firstAdmin;

  FirstAdminPages(FirstAdmin firstAdmin) {
    this.firstAdmin = firstAdmin;
  }

  @GetMapping(PATH)
  ModelAndView ask() {
    requireOpen();
    return form("", "", new FormErrors(), HttpStatus.OK);
  }

  @PostMapping(PATH)
  ModelAndView take(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    requireOpen();
    var errors = faults(username, displayName, password);
    if (errors.isEmpty()) {
      var account =
          new NewAccount(
              AccountId.next(), username, displayName.strip(), password, Set.of(Role.ADMIN));
      switch (firstAdmin.create(token, account, request.getRemoteAddr())) {
        case CREATED -> {
          return new ModelAndView("redirect:" + SignInPages.PATH);
        }
        case WRONG_TOKEN -> errors.add("token", "access.first-admin.wrong-token");
        case TOO_EARLY -> errors.add("token", "access.first-admin.too-early");
        case USERNAME_TAKEN -> errors.add("username", "access.first-admin.username-taken");
      }
    }
    return form(username, displayName, errors, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private void requireOpen() {
    if (!firstAdmin.isOpen()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  private static FormErrors faults(String username, String displayName, String password) {
    var errors = new FormErrors();
    if (displayName.isBlank() || displayName.length() > NAME_MAX) {
      errors.add("displayName", "access.first-admin.no-name");
    }
    if (!USERNAME.matcher(username.strip()).matches()) {
      errors.add("username", "access.first-admin.bad-username");
    }
    if (password.length() < PASSWORD_MIN || password.length() > PASSWORD_MAX) {
      errors.add("password", "access.first-admin.short-password", Map.of("min", PASSWORD_MIN));
    }
    return errors;
  }

  private static ModelAndView form(
      String username, String displayName, FormErrors errors, HttpStatus status) {
    return new ModelAndView(
        "access/firstAdmin",
        Map.of("username", username, "displayName", displayName, "errors", errors),
        status);
  }
}
