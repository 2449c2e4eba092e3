@NullMarked
package org.otklik.app.telephony.media.embedded;

import org.jspecify.annotations.NullMarked;
