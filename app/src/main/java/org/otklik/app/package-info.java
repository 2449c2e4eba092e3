/// The application; each package below is one Spring Modulith module.
@NullMarked
package org.otklik.app;

import org.jspecify.annotations.NullMarked;
