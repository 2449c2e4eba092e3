package org.otklik.engine.waittime;

import java.time.Duration;

/// How long somebody will wait in about 8 of 10 cases, rounded the way people speak.
///
/// @param from whole minutes; zero means "less than a minute"
/// @param to whole minutes, more than `from`
public record WaitRange(Duration from, Duration to) {}
