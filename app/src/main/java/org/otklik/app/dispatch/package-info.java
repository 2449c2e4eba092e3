/// Hosts the router: takes contacts in, keeps their places, offers them to operators and keeps the
/// presence of operators, durable first.
@ApplicationModule(allowedDependencies = {"access"})
@NullMarked
package org.otklik.app.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
