/// Describes sound to be exchanged: reads SDP of telephones and browsers, answers and offers.
@NullMarked
package org.otklik.wire.sdp;

import org.jspecify.annotations.NullMarked;
