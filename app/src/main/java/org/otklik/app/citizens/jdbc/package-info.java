/// Rows of citizens.
@NullMarked
package org.otklik.app.citizens.jdbc;

import org.jspecify.annotations.NullMarked;
