@NullMarked
package org.otklik.wire.dtls;

import org.jspecify.annotations.NullMarked;
