package org.otklik.app.dispatch.group;

import org.otklik.app.dispatch.ContactRequest;
import org.otklik.engine.routing.PersonKey;

/// Whose place a contact stands on. A citizen who calls by phone and, signed in, from the browser
/// has two: the number alone does not prove that it is the same person.
final class PersonKeys {
  private static final String ONCE = "contact:";

  private PersonKeys() {}

  /// The first that is known: signed-in citizen, number that belongs to somebody, browser, else the
  /// contact alone.
  static PersonKey of(ContactRequest request) {
    if (request.citizenId() != null) {
      return new PersonKey("citizen:" + request.citizenId());
    }
    if (ContactRequest.belongsToSomebody(request.callerNumber())) {
      return new PersonKey("tel:" + request.callerNumber());
    }
    if (request.visitor() != null) {
      return new PersonKey("visitor:" + request.visitor());
    }
    return new PersonKey(ONCE + request.id().value());
  }

  /// Whether the person will be known when they come again.
  static boolean isLasting(PersonKey person) {
    return !person.value().startsWith(ONCE);
  }
}
