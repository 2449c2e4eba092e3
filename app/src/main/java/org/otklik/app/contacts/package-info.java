/// A person's contacts in one thread: notes, outcome, recordings, read-back and disputes; and how
/// long they are kept.
@ApplicationModule(
    allowedDependencies = {"dispatch", "dispatch :: channel", "citizens", "access", "pages"})
@NullMarked
package org.otklik.app.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
