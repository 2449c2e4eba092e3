package org.otklik.app.dispatch;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// A talk is over. Published after commit. `ContactClosed` follows unless the operator's line died:
/// then the contact waits again.
public record TalkEnded(ContactId contact, OperatorId operator, Instant at) {}
