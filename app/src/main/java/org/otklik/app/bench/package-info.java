/// Measures what the product promises: `./otklik bench`.
@ApplicationModule(allowedDependencies = {"dispatch :: benchmark", "telephony :: benchmark"})
@NullMarked
package org.otklik.app.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
