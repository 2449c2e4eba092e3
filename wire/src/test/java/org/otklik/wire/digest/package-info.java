@NullMarked
package org.otklik.wire.digest;

import org.jspecify.annotations.NullMarked;
