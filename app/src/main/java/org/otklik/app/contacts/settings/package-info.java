/// Settings of contacts.
@NullMarked
package org.otklik.app.contacts.settings;

import org.jspecify.annotations.NullMarked;
