/// Settings of the access module.
@NullMarked
package org.otklik.app.access.settings;

import org.jspecify.annotations.NullMarked;
