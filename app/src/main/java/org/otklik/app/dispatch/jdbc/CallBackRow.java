package org.otklik.app.dispatch.jdbc;

import java.time.Instant;
import org.otklik.app.dispatch.ContactRequest;
import org.otklik.engine.routing.PersonKey;

/// A person to be called because their contact died.
public record CallBackRow(
    ContactRequest request, PersonKey person, Instant waitingSince, Instant listedAt) {}
