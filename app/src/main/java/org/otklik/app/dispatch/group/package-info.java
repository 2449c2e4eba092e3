/// One queue group: the thread that owns the router, and what it remembers.
@NullMarked
package org.otklik.app.dispatch.group;

import org.jspecify.annotations.NullMarked;
