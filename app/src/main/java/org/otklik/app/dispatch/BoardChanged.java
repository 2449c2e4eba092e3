package org.otklik.app.dispatch;

/// Something on the board has changed; published at most twice a second.
public record BoardChanged() {}
