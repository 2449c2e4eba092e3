/// Tests of the database module, and databases for the tests of others.
@NullMarked
package org.otklik.app.database;

import org.jspecify.annotations.NullMarked;
