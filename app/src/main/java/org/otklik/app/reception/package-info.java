/// Receives callers: greeting, language, notice of recording, topic, and their time in the queue.
@ApplicationModule(allowedDependencies = {"telephony", "dispatch", "callback", "messages", "pages"})
@NullMarked
package org.otklik.app.reception;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
