/// Tests of the application as a whole and of its structure.
@NullMarked
package org.otklik.app;

import org.jspecify.annotations.NullMarked;
