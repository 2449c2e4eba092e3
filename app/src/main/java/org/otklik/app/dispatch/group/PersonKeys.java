package org.otklik.app.dispatch.group;

import org.otklik.app.dispatch.ContactRequest;
import org.otklik.engine.routing.PersonKey;

/// Whose place a contact stands on. A citizen who calls by phone and, signed in, from the browser
/// has two: the number alone does not prove that it is the same person.
final class PersonKeys {
  private PersonKeys() {}

  /// The first that is known: signed-in citizen, number, browser, else the contact alone.
  static PersonKey of(ContactRequest request) {
    if (request.citizenId() != null) {
      return new PersonKey("citizen:" + request.citizenId());
    }
    if (request.callerNumber() != null) {
      return new PersonKey("tel:" + request.callerNumber());
    }
    if (request.visitor() != null) {
      return new PersonKey("visitor:" + request.visitor());
    }
    return new PersonKey("contact:" + request.id().value());
  }
}
