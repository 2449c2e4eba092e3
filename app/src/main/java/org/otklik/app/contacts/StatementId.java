package org.otklik.app.contacts;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/// Names one statement.
public record StatementId(UUID value) {

  /// A new one, in the order of time.
  public static StatementId next() {
    return new StatementId(Generators.timeBasedEpochRandomGenerator().generate());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
