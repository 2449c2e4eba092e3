/// Tests of accounts, sign-in, the guard and the audit trail.
@NullMarked
package org.otklik.app.access;

import org.jspecify.annotations.NullMarked;
