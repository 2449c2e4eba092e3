package org.otklik.app.portal.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.telephony.WebCalls;
import org.springframework.stereotype.Component;

/// Says who calls from a browser, as far as it is known: the signed-in citizen, else the browser.
@Component
final class Callers {
  private final Citizens citizens;

  Callers(Citizens citizens) {
    this.citizens = citizens;
  }

  WebCalls.Caller caller(@Nullable CurrentAccount account, String visitor, String language) {
    return new WebCalls.Caller(citizen(account).orElse(null), visitor, language);
  }

  private Optional<UUID> citizen(@Nullable CurrentAccount account) {
    return Optional.ofNullable(account)
        .flatMap(known -> citizens.findByAccount(known.id().value()))
        .map(CitizenId::value);
  }
}
