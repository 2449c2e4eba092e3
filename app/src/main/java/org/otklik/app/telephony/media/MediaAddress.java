package org.otklik.app.telephony.media;

/// The address of this machine that telephones and browsers are told, for sound and signalling.
///
/// @param value an IP address in digits
public record MediaAddress(String value) {}
