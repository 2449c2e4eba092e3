@NullMarked
package org.otklik.wire.sdp;

import org.jspecify.annotations.NullMarked;
