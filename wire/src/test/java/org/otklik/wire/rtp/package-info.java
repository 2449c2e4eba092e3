@NullMarked
package org.otklik.wire.rtp;

import org.jspecify.annotations.NullMarked;
