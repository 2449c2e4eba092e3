/// How messages are kept.
@NullMarked
package org.otklik.app.messages.settings;

import org.jspecify.annotations.NullMarked;
