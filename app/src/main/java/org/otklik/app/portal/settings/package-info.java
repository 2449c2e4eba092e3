/// Settings of the citizen's pages.
@NullMarked
package org.otklik.app.portal.settings;

import org.jspecify.annotations.NullMarked;
