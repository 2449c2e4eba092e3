/// Settings of telephony.
@NullMarked
package org.otklik.app.telephony.settings;

import org.jspecify.annotations.NullMarked;
