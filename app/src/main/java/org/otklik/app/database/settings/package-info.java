/// Settings of the database module.
@NullMarked
package org.otklik.app.database.settings;

import org.jspecify.annotations.NullMarked;
