/// The rows of the queue: what the group's thread writes in groups and others read.
@NullMarked
package org.otklik.app.dispatch.jdbc;

import org.jspecify.annotations.NullMarked;
