/// The sound of messages at rest: encrypted, and whole up to the last piece.
@NullMarked
package org.otklik.app.messages.sound;

import org.jspecify.annotations.NullMarked;
