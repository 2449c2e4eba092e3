/// Knows who may sign in, who is signed in, who may call what, and who looked at what.
@ApplicationModule(allowedDependencies = {"pages"})
@NullMarked
package org.otklik.app.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
