package org.otklik.app.telephony.traffic;

import java.util.random.RandomGenerator;

/// Numbers of invented people. Whoever called once calls again now and then.
final class InventedNumbers {

  /// What all of them begin with.
  static final String PREFIX = "+7495";

  private static final int PEOPLE = 400;
  private static final int FIRST = 2_300_000;
  private static final int STEP = 37;

  private final RandomGenerator random;

  InventedNumbers(RandomGenerator random) {
    this.random = random;
  }

  /// Somebody's number, without the plus, as networks write it.
  String next() {
    return PREFIX.substring(1) + (FIRST + STEP * random.nextInt(PEOPLE));
  }
}
