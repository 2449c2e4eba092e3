package org.otklik.app.notifications;

/// What a person wants who answers a notice.
public enum ReplyCommand {
  /// ДА.
  YES,
  /// НЕТ.
  NO,
  /// ОТМЕНА.
  CANCEL,
  /// ПЕРЕНОС.
  MOVE,
  /// Anything else: it is kept, and the person is told once how to answer.
  UNKNOWN
}
