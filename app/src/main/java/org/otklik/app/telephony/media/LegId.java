package org.otklik.app.telephony.media;

/// Names one leg of sound: one telephone or one operator's headset. Unique in this process.
public record LegId(long value) {}
