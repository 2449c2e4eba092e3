package org.otklik.engine.routing;

/// How a contact's wait stands, as a [Reason] tells it.
///
/// @param ring from 1
/// @param level needed in it
/// @param seconds since the person's first attempt
record Waited(int ring, int level, long seconds) {}
