/// Rows of notes and recordings.
@NullMarked
package org.otklik.app.contacts.jdbc;

import org.jspecify.annotations.NullMarked;
