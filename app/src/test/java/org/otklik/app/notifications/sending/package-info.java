/// Tests of notifications, and what they share.
@NullMarked
package org.otklik.app.notifications.sending;

import org.jspecify.annotations.NullMarked;
