package org.otklik.app.access;

/// A session ended by the person's own wish: connections that belong to it must close.
public record SignedOut(AccountId account, SessionId session) {}
