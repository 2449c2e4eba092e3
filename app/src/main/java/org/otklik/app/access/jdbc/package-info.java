/// The tables of accounts and of the audit trail.
@NullMarked
package org.otklik.app.access.jdbc;

import org.jspecify.annotations.NullMarked;
