/// The port to whatever brings citizens: telephony today, chat later. Higher modules implement it.
@NamedInterface("channel")
@NullMarked
package org.otklik.app.dispatch.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
