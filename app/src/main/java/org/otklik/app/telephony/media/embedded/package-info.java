/// Carries the sound of calls in this process: sockets, threads, prompts, recordings. Read [Leg]
/// first: it shows the way of a packet from top to bottom.
@NullMarked
package org.otklik.app.telephony.media.embedded;

import org.jspecify.annotations.NullMarked;
