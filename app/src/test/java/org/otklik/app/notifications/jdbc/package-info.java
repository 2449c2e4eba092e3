/// Tests of notifications, and what they share.
@NullMarked
package org.otklik.app.notifications.jdbc;

import org.jspecify.annotations.NullMarked;
