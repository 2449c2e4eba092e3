/// People known to the centre: names, numbers, languages; finding them, masked.
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package org.otklik.app.citizens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
