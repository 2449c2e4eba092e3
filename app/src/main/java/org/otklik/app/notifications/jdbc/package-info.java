/// Rows of notices, receipts and replies.
@NullMarked
package org.otklik.app.notifications.jdbc;

import org.jspecify.annotations.NullMarked;
