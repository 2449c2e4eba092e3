/// Settings of reception.
@NullMarked
package org.otklik.app.reception.settings;

import org.jspecify.annotations.NullMarked;
