package org.otklik.engine.routing;

/// A language that citizens choose and operators speak, as a BCP 47 tag such as `ru`.
public record Language(String tag) {}
