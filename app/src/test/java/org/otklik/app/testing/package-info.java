/// Fixtures for the tests of all modules: a real database, a clock to turn, a browser.
@NullMarked
package org.otklik.app.testing;

import org.jspecify.annotations.NullMarked;
