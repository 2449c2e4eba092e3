package org.otklik.app.telephony;

/// The citizen pressed a key: `0`–`9`, `*` or `#`. Not published while they talk with an operator.
public record DigitPressed(CallId call, char digit) {}
