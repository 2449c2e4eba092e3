package org.otklik.engine.routing;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
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
    var values = standing(waited);
    values.add(entry("operator", operator.value().toString()));
    return reason("ringing", values);
  }

  static Reason accepted(Waited waited) {
    return reason("accepted", standing(waited));
  }

  static Reason full(int waiting, int waitingMax) {
    return new Reason(
        "full",
        Map.of("waiting", Integer.toString(waiting), "waitingMax", Integer.toString(waitingMax)));
  }

  /// A reason that its code says completely.
  static Reason plain(String code) {
    return new Reason(code, Map.of());
  }

  private static Reason standing(String code, Waited waited, Considered others) {
    var values = standing(waited);
    values.add(entry("free", Integer.toString(others.free())));
    values.add(entry("busy", Integer.toString(others.busy())));
    values.add(entry("paused", Integer.toString(others.paused())));
    values.add(entry("declined", Integer.toString(others.declined())));
    values.addAll(others.lacks());
    return reason(code, values);
  }

  private static List<Map.Entry<String, String>> standing(Waited waited) {
    var values = new ArrayList<Map.Entry<String, String>>(12);
    values.add(entry("ring", Integer.toString(waited.ring())));
    values.add(entry("level", Integer.toString(waited.level())));
    values.add(entry("waited", Long.toString(waited.seconds())));
    return values;
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // an array of entries cannot be made otherwise
  private static Reason reason(String code, List<Map.Entry<String, String>> values) {
    return new Reason(code, Map.ofEntries(values.toArray(new Map.Entry[0])));
  }
}
