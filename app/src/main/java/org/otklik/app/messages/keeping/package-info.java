/// Takes messages in, hands them out, and deletes them when they are due.
@NullMarked
package org.otklik.app.messages.keeping;

import org.jspecify.annotations.NullMarked;
