package org.otklik.app.access.signin;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/// More people sign in at this moment than the machine can check; it passes in seconds.
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
final class SignInBusy extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SignInBusy() {
    super("Too many sign-ins wait already.");
  }
}
