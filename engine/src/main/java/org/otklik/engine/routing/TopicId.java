package org.otklik.engine.routing;

/// Names a topic, such as `passport`; the value is stable and is never shown to people.
public record TopicId(String value) {}
