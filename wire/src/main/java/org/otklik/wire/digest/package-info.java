/// Proves passwords without showing them: HTTP Digest as SIP uses it.
@NullMarked
package org.otklik.wire.digest;

import org.jspecify.annotations.NullMarked;
