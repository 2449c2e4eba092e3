package org.otklik.app.dispatch;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// An operator has finished what follows a talk, or its time was over. Published after commit.
public record WrapUpEnded(ContactId contact, OperatorId operator, Instant beganAt, Instant at) {}
