/// Says what the telephone service asks of whoever carries the sound: the port [MediaPlane].
@NullMarked
package org.otklik.app.telephony.media;

import org.jspecify.annotations.NullMarked;
