/// Keys and protects a browser's sound: DTLS in the server role and SRTP.
@NullMarked
package org.otklik.wire.dtls;

import org.jspecify.annotations.NullMarked;
