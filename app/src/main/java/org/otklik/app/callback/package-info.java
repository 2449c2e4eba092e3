/// Calls the citizen back: promises, attempts, and the word that the operator says first.
@ApplicationModule(allowedDependencies = {"dispatch", "notifications", "pages", "telephony"})
@NullMarked
package org.otklik.app.callback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
