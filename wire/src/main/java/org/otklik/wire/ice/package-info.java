/// Reaches a browser: STUN, ICE-lite and the telling apart of what arrives on one port.
@NullMarked
package org.otklik.wire.ice;

import org.jspecify.annotations.NullMarked;
