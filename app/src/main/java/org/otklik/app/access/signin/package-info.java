/// Signing in and staying signed in: passwords, throttling, known devices, sessions.
@NullMarked
package org.otklik.app.access.signin;

import org.jspecify.annotations.NullMarked;
