/// The operator's and the supervisor's screens.
@ApplicationModule(
    allowedDependencies = {
      "dispatch",
      "dispatch :: desk",
      "telephony",
      "callback",
      "contacts",
      "citizens",
      "access",
      "pages"
    })
@NullMarked
package org.otklik.app.desktop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
