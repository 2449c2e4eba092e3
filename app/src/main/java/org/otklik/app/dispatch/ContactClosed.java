package org.otklik.app.dispatch;

import java.time.Instant;
import org.otklik.app.dispatch.ContactLog.Outcome;
import org.otklik.engine.routing.ContactId;

/// A contact has ended with this outcome. Published after commit, once for each `ContactAccepted`
/// unless the process dies; contacts that died with it are on the call-back list.
public record ContactClosed(ContactId contact, Outcome outcome, Instant at) {}
