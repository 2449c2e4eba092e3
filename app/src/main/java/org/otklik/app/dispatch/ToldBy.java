package org.otklik.app.dispatch;

/// How somebody who waits was told for how long.
public enum ToldBy {
  /// Said on the telephone.
  VOICE,
  /// Shown on the caller's page.
  PAGE
}
