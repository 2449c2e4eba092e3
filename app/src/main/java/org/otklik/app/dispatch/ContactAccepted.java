package org.otklik.app.dispatch;

import java.time.Instant;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.TopicId;

/// A contact's row is committed: from now on it is never lost.
public record ContactAccepted(ContactId contact, TopicId topic, Instant at) {}
