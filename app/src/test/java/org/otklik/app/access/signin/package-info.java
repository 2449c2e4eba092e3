/// Tests of signing in and staying signed in.
@NullMarked
package org.otklik.app.access.signin;

import org.jspecify.annotations.NullMarked;
