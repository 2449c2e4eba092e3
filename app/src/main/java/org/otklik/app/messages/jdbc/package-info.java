/// Rows of messages.
@NullMarked
package org.otklik.app.messages.jdbc;

import org.jspecify.annotations.NullMarked;
