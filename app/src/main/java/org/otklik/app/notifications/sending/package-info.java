/// Accepts notices, sends them through the gateways, and tells what became of them.
@NullMarked
package org.otklik.app.notifications.sending;

import org.jspecify.annotations.NullMarked;
