@NullMarked
package org.otklik.wire.srtp;

import org.jspecify.annotations.NullMarked;
