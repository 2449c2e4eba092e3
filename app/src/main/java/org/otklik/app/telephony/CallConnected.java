package org.otklik.app.telephony;

/// Citizen and operator hear each other: announcements stop until `CallWaitsAgain` or `CallAside`.
public record CallConnected(CallId call) {}
