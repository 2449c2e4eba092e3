/// Settings of callbacks.
@NullMarked
package org.otklik.app.callback.settings;

import org.jspecify.annotations.NullMarked;
