/// Keeps promises: takes them, has them called when they are due, and closes them.
@NullMarked
package org.otklik.app.callback.keeping;

import org.jspecify.annotations.NullMarked;
