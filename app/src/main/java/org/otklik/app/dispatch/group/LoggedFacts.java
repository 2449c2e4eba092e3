package org.otklik.app.dispatch.group;

import java.util.function.Consumer;
import org.otklik.app.dispatch.ContactAccepted;
import org.otklik.app.dispatch.ContactClosed;
import org.otklik.app.dispatch.TalkEnded;
import org.otklik.app.dispatch.TalkStarted;
import org.otklik.engine.routing.ContactId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Writes facts about contacts into the log, by ids only, and passes all facts on; what listeners
/// log meanwhile has the contact's id too.
final class LoggedFacts implements Consumer<Object> {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedFacts.class);

  private final Consumer<Object> listeners;

  LoggedFacts(Consumer<Object> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void accept(Object fact) {
    switch (fact) {
      case ContactAccepted(var contact, var topic, _) ->
          log(contact, "accepted", topic.value(), fact);
      case TalkStarted(var contact, var operator, _) ->
          log(contact, "talk started", operator.value(), fact);
      case TalkEnded(var contact, var operator, _) ->
          log(contact, "talk ended", operator.value(), fact);
      case ContactClosed(var contact, var outcome, _) -> log(contact, "closed", outcome, fact);
      default -> listeners.accept(fact);
    }
  }

  private void log(ContactId contact, String what, Object detail, Object fact) {
    try (var _ = MDC.putCloseable("contact", contact.value().toString())) {
      LOG.info("contact {}: {}", what, detail);
      listeners.accept(fact);
    }
  }
}
