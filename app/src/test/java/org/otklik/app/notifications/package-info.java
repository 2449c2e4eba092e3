/// Tests of notifications.
@NullMarked
package org.otklik.app.notifications;

import org.jspecify.annotations.NullMarked;
