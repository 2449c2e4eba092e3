/// The two loggers that the SIP stack wants to make by class name; only the stack sees them.
@NullMarked
package org.otklik.wire.sip.log;

import org.jspecify.annotations.NullMarked;
