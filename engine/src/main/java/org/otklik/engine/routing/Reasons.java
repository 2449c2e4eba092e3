package org.otklik.engine.routing;

import java.util.HashMap;
import java.util.Map;

/// Writes down why (rule 10). The codes and values are listed in the module's README.
final class Reasons {

  private Reasons() {}

  /// Why this operator is offered this contact: they had been ready longest or were the least
  /// specialised among several; if they were the only one, the contact was the most urgent.
  static Reason offer(Waited waited, Considered others, boolean leastSpecialisedFirst) {
    if (others.free() == 0) {
      return standing("most-urgent", waited, others);
    }
    return standing(leastSpecialisedFirst ? "least-specialised" : "longest-ready", waited, others);
  }

  /// Why the contact waits: everybody who qualifies is taken, or nobody who qualifies is here.
  static Reason hold(Waited waited, Considered all) {
    return standing(all.someoneServes() ? "nobody-free" : "nobody-present", waited, all);
  }

  static Reason ringing(Waited waited, OperatorId operator) {
    return withOperator("ringing", waited, operator);
  }

  static Reason dialling(Waited waited, OperatorId operator) {
    return withOperator("dialling", waited, operator);
  }

  /// Why it waits for one operator, or rings at them: a colleague has chosen them.
  static Reason kept(Waited waited, OperatorId operator) {
    return withOperator("kept", waited, operator);
  }

  static Reason accepted(Waited waited) {
    return new Reason("accepted", () -> values(waited));
  }

  static Reason answered(Waited waited) {
    return new Reason("answered", () -> values(waited));
  }

  static Reason full(int waiting, int waitingMax) {
    return new Reason(
        "full",
        Map.of("waiting", Integer.toString(waiting), "waitingMax", Integer.toString(waitingMax)));
  }

  /// A reason that its code says completely.
  static Reason plain(String code) {
    return new Reason(code, Map::of);
  }

  private static Reason standing(String code, Waited waited, Considered others) {
    return new Reason(
        code,
        () -> {
          var values = values(waited);
          values.put("free", Integer.toString(others.free()));
          values.put("busy", Integer.toString(others.busy()));
          values.put("paused", Integer.toString(others.paused()));
          values.put("declined", Integer.toString(others.declined()));
          others.lacks().forEach((lack, count) -> values.put(lack.key, count.toString()));
          return values;
        });
  }

  private static Reason withOperator(String code, Waited waited, OperatorId operator) {
    return new Reason(
        code,
        () -> {
          var values = values(waited);
          values.put("operator", operator.value().toString());
          return values;
        });
  }

  private static Map<String, String> values(Waited waited) {
    var values = new HashMap<String, String>();
    values.put("ring", Integer.toString(waited.ring()));
    values.put("level", Integer.toString(waited.level()));
    values.put("waited", Long.toString(waited.seconds()));
    return values;
  }
}
