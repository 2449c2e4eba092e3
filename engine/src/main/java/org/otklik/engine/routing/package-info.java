/// Decides who gets which contact, and in what order.
@org.jspecify.annotations.NullMarked
package org.otklik.engine.routing;
