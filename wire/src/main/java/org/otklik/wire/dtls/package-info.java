/// Agrees with a browser on the keys of its sound: DTLS in the server role.
@NullMarked
package org.otklik.wire.dtls;

import org.jspecify.annotations.NullMarked;
