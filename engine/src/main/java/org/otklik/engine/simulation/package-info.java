/// Plays seeded days through the real router, for tests, benchmarks and "what would this setting
/// have done".
@org.jspecify.annotations.NullMarked
package org.otklik.engine.simulation;
