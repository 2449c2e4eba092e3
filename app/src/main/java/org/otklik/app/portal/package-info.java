/// The citizen's pages.
@ApplicationModule(
    allowedDependencies = {
      "callback",
      "messages",
      "dispatch",
      "telephony",
      "contacts",
      "citizens",
      "access",
      "pages"
    })
@NullMarked
package org.otklik.app.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
