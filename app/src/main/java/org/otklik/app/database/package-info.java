/// Gives the product its PostgreSQL, embedded in the data folder or a server of your own, migrated
/// before anybody uses it.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.otklik.app.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
