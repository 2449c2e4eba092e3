/// What all pages share: layout, components, words in two languages, errors in words, static
/// assets.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.otklik.app.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
