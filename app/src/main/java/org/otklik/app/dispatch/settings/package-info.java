/// Settings of the queue.
@NullMarked
package org.otklik.app.dispatch.settings;

import org.jspecify.annotations.NullMarked;
