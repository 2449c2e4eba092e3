/// Tells how many operators an interval needs, and how many contacts it will bring.
@org.jspecify.annotations.NullMarked
package org.otklik.engine.staffing;
