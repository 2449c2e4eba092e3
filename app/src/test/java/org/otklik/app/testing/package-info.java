/// What tests of several modules share.
@NullMarked
package org.otklik.app.testing;

import org.jspecify.annotations.NullMarked;
