/// Joins telephone and browser calls to the contact centre: signalling, sound, recording.
@ApplicationModule(allowedDependencies = {"dispatch", "dispatch :: channel", "access", "database"})
@NullMarked
package org.otklik.app.telephony;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
