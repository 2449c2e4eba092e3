/// A telephone for trying the line: `./otklik call 115`.
@NullMarked
package org.otklik.app.telephony.call;

import org.jspecify.annotations.NullMarked;
