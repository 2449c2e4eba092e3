package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.pages.Visitor;
import org.otklik.app.pages.Visitors;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Names the signed-in person in the header of every page.
@Component
class SignedInVisitors implements Visitors {

  private final Landings landings;

  SignedInVisitors(Landings landings) {
    this.landings = landings;
  }

  @Override
  public Optional<Visitor> findVisitor(HttpServletRequest request) {
    return CurrentAccount.find(SecurityContextHolder.getContext().getAuthentication())
        .map(
            me ->
                new Visitor(
                    me.displayName(),
                    landings.of(me.roles()),
                    landings.sections(me.roles()),
                    SignInPages.SIGN_OUT_PATH));
  }
}
