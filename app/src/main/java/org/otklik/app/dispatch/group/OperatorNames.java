package org.otklik.app.dispatch.group;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.access.Account;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Names of operators in memory, for the board; there is at most one for each account. A name that
/// is not known yet is empty and looked up meanwhile, because the group's thread must not wait.
@Component
final class OperatorNames {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorNames.class);

  private final Map<OperatorId, String> names = new ConcurrentHashMap<>();
  private final Accounts accounts;

  OperatorNames(Accounts accounts) {
    this.accounts = accounts;
  }

  String name(OperatorId operator) {
    var known = names.putIfAbsent(operator, "");
    if (known != null) {
      return known;
    }
    Thread.ofVirtual().name("dispatch-name").start(() -> lookUp(operator));
    return "";
  }

  private void lookUp(OperatorId operator) {
    try {
      accounts
          .find(new AccountId(operator.value()))
          .map(Account::displayName)
          .ifPresent(name -> names.put(operator, name));
    } catch (DataAccessException e) {
      LOG.debug("The name of operator {} is not known yet.", operator.value(), e);
      names.remove(operator);
    }
  }
}
