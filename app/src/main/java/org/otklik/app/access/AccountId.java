package org.otklik.app.access;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/// Names one account, for ever.
public record AccountId(UUID value) {

  /// A new one, in the order of time.
  public static AccountId next() {
    return new AccountId(Generators.timeBasedEpochRandomGenerator().generate());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
