package org.otklik.app.contacts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.otklik.app.access.Account;
import org.otklik.app.access.Accounts;
import org.otklik.app.contacts.Statement.How;
import org.otklik.app.contacts.Statement.What;
import org.otklik.app.pages.Page;
import org.springframework.stereotype.Component;

/// Says statements and what happened to them in the page's language, for all pages alike: who, when
/// and how.
@Component
public final class StatementWords {
  private final Accounts accounts;

  StatementWords(Accounts accounts) {
    this.accounts = accounts;
  }

  /// What a statement is about.
  public String kind(Page page, Statement.Kind kind) {
    return page.say("contacts.kind." + kind);
  }

  /// How it stands.
  public String standing(Page page, Statement statement) {
    return page.say("contacts.standing." + statement.standing());
  }

  /// Everything that happened to it, one sentence each, the oldest first.
  public List<String> history(Page page, Statement statement) {
    return statement.history().stream().map(event -> event(page, event)).toList();
  }

  /// One event: who, when, how, and with which words.
  public String event(Page page, Statement.Event event) {
    var values = new HashMap<String, Object>();
    values.put("time", page.time(event.at()));
    values.put("text", event.text());
    if (event.how() != How.PAGE) {
      values.put("name", accounts.find(event.by()).map(Account::displayName).orElse("—"));
    }
    var sentence = page.say("contacts.event." + code(event), Map.copyOf(values));
    var remark = event.remark();
    return remark == null
        ? sentence
        : sentence + " " + page.say("contacts.event.remark", Map.of("remark", remark));
  }

  private static String code(Statement.Event event) {
    return event.what() == What.CONFIRMED || event.what() == What.DISPUTED
        ? event.what() + "." + event.how()
        : event.what().name();
  }
}
