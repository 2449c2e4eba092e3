/// Demonstration life: invented citizens and operators at real telephones (`otklik.demo-traffic`).
@NullMarked
package org.otklik.app.telephony.traffic;

import org.jspecify.annotations.NullMarked;
