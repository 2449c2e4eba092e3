package org.otklik.app.dispatch.desk;

import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Called;
import org.otklik.engine.routing.ContactId;

/// How far a call to an outside number is, for the operator who makes it.
///
/// @param how null while it rings
public record Outside(ContactId contact, What what, @Nullable Called how) {

  /// What is done.
  public enum What {
    /// The operator calls a citizen.
    CALL,
    /// The centre keeps a promise: it calls a citizen for the operator.
    CALLBACK,
    /// The operator hands a citizen on; unless somebody answers, the citizen is with them again.
    TRANSFER,
    /// The operator asks somebody outside; unless somebody answers, the citizen is with them again.
    CONSULT
  }
}
