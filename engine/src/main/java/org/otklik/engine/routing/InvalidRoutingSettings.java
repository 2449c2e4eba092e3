package org.otklik.engine.routing;

import java.util.List;

/// Settings that cannot be worked with; names every fault, so that one round is enough to mend
/// them.
public final class InvalidRoutingSettings extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf is serializable
  private final List<String> faults;

  InvalidRoutingSettings(List<String> faults) {
    super(String.join(" ", faults));
    this.faults = List.copyOf(faults);
  }

  /// One sentence for each fault, with its values.
  public List<String> faults() {
    return faults;
  }
}
