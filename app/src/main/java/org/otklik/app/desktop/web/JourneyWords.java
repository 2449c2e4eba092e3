package org.otklik.app.desktop.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.springframework.stereotype.Component;

/// Says a contact's journey in words: who talked when, and what else was done with it.
@Component
final class JourneyWords {
  private final Journeys journeys;
  private final Accounts accounts;
  private final DeskWords words;
  private final Texts texts;

  JourneyWords(Journeys journeys, Accounts accounts, DeskWords words, Texts texts) {
    this.journeys = journeys;
    this.accounts = accounts;
    this.words = words;
    this.texts = texts;
  }

  List<JourneyRow> rows(Language language, ContactId contact) {
    var names = new HashMap<OperatorId, String>();
    return journeys.of(contact).stream().map(step -> row(language, step, names)).toList();
  }

  private JourneyRow row(Language language, Journeys.Step step, Map<OperatorId, String> names) {
    var topic = step.topic();
    var detail = step.detail();
    var values = new HashMap<String, Object>();
    values.put("who", name(step.by(), names));
    values.put("other", name(step.other(), names));
    values.put("topic", topic == null ? "" : words.topic(language, topic));
    values.put("why", detail == null ? "" : texts.say(language, "desktop.step.detail." + detail));
    return new JourneyRow(step.at(), texts.say(language, "desktop.step." + step.kind(), values));
  }

  private String name(@Nullable OperatorId operator, Map<OperatorId, String> names) {
    return operator == null
        ? ""
        : names.computeIfAbsent(
            operator,
            id -> accounts.find(new AccountId(id.value())).map(Account::displayName).orElse("?"));
  }
}
