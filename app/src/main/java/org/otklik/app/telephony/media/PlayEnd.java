package org.otklik.app.telephony.media;

/// How a playlist ended.
public enum PlayEnd {

  /// All sounds were played to their end.
  FINISHED,

  /// Another command took its place.
  STOPPED,

  /// The leg was closed, or had been before.
  LEG_GONE
}
