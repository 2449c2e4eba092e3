@NullMarked
package org.otklik.app.telephony.traffic;

import org.jspecify.annotations.NullMarked;
