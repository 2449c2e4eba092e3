/// The outbox of the demonstration.
@NullMarked
package org.otklik.app.notifications.web;

import org.jspecify.annotations.NullMarked;
