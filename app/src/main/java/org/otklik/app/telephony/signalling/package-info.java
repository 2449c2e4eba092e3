/// Brings calls in by SIP.
@NullMarked
package org.otklik.app.telephony.signalling;

import org.jspecify.annotations.NullMarked;
