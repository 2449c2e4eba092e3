package org.otklik.app.database;

/// Whether the database answers, as seen a moment ago. Each change is published too, as
/// [DatabaseLost] and [DatabaseReturned].
public interface DatabaseState {

  /// True while the database answers; asked often, costs nothing. It turns false at most 2 s after
  /// the database is gone or frozen.
  boolean available();
}
