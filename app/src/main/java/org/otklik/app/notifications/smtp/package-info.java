/// Mail through a server by SMTP.
@NullMarked
package org.otklik.app.notifications.smtp;

import org.jspecify.annotations.NullMarked;
