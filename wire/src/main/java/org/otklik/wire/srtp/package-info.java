/// Protects packets of sound: SRTP, with keys that were agreed elsewhere.
@NullMarked
package org.otklik.wire.srtp;

import org.jspecify.annotations.NullMarked;
