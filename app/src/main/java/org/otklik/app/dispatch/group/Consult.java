package org.otklik.app.dispatch.group;

import org.otklik.app.dispatch.desk.Together.Stage;

/// A colleague is asked about a contact. The group's thread owns it.
final class Consult {

  /// What rings at colleagues: it has no row of its own, only assignments.
  final LiveContact call;

  Stage stage = Stage.ASKED;

  Consult(LiveContact call) {
    this.call = call;
  }
}
