package org.otklik.app.dispatch.group;

import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.desk.Together.Stage;

/// A colleague, or somebody outside, is asked about a contact. The group's thread owns it.
final class Consult {

  /// What rings at colleagues: it has no row of its own, only assignments. Null when a number
  /// outside is called.
  final @Nullable LiveContact call;

  Stage stage = Stage.ASKED;

  /// A colleague is looked for.
  Consult(LiveContact call) {
    this.call = call;
  }

  /// A number outside is called.
  Consult() {
    this.call = null;
  }

  boolean isOutside() {
    return call == null;
  }

  /// Whether somebody outside has answered and takes part.
  boolean isWithOutside() {
    return isOutside() && stage != Stage.ASKED;
  }
}
