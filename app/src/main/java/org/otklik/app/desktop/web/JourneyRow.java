package org.otklik.app.desktop.web;

import java.time.Instant;

/// One step of a contact's journey, in words.
public record JourneyRow(Instant at, String text) {}
