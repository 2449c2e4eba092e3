@NullMarked
package org.otklik.wire.ice;

import org.jspecify.annotations.NullMarked;
