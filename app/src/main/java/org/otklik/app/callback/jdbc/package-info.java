/// Rows of promises.
@NullMarked
package org.otklik.app.callback.jdbc;

import org.jspecify.annotations.NullMarked;
