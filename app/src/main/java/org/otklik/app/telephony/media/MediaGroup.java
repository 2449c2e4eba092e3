package org.otklik.app.telephony.media;

/// Names legs that may be connected with each other, such as the callers and operators of one queue
/// group. One thread carries all of them, so that nothing between them needs a lock.
public record MediaGroup(String name) {}
