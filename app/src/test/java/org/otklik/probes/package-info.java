/// Endpoints that only tests have. They are outside the product's own packages, where its start
/// would find them.
@NullMarked
package org.otklik.probes;

import org.jspecify.annotations.NullMarked;
