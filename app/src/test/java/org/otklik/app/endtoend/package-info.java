/// The whole product, as its users meet it: a telephone on one side, a browser on the other.
@NullMarked
package org.otklik.app.endtoend;

import org.jspecify.annotations.NullMarked;
