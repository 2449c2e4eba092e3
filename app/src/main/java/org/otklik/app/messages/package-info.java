/// Keeps what callers say instead of waiting, until an operator has heard and answered it.
@ApplicationModule(allowedDependencies = {"callback", "dispatch", "access", "pages"})
@NullMarked
package org.otklik.app.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
