package org.otklik.app.telephony;

import org.otklik.engine.routing.OperatorId;

/// The operator's sound has moved to a telephone that was registered, or back to the page.
public record OperatorPhoneChanged(OperatorId operator, boolean registered) {}
