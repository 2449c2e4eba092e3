/// Writes down what a machine understands of a message.
@NullMarked
package org.otklik.app.messages.recogniser;

import org.jspecify.annotations.NullMarked;
