package org.otklik.app.notifications;

/// By what a notice goes.
public enum NoticeChannel {
  /// A short message to a telephone.
  SMS,
  /// A letter to a mail address.
  MAIL
}
