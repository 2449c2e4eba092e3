package org.otklik.app.dispatch;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Citizen and operator have been connected. Published after commit.
public record TalkStarted(ContactId contact, OperatorId operator, Instant at) {}
