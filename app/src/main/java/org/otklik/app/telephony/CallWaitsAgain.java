package org.otklik.app.telephony;

/// The operator's line died in the talk: the citizen is still on the line and waits again, in
/// front.
public record CallWaitsAgain(CallId call) {}
