/// Signalling: calls in and out by SIP over UDP, TCP and TLS; what the body says is somebody else's
/// matter.
@NullMarked
package org.otklik.wire.sip;

import org.jspecify.annotations.NullMarked;
