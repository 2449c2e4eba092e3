/// Settings of notifications.
@NullMarked
package org.otklik.app.notifications.settings;

import org.jspecify.annotations.NullMarked;
