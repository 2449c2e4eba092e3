/// Estimates how long somebody will wait, as a range that people can plan with.
@org.jspecify.annotations.NullMarked
package org.otklik.engine.waittime;
