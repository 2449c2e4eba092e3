/// Sends what the centre has to say, by SMS and mail and by template only, keeps proof of sending,
/// and hears what people answer.
@ApplicationModule(allowedDependencies = {"access", "pages"})
@NullMarked
package org.otklik.app.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
