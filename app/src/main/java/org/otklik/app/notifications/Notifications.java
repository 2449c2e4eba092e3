package org.otklik.app.notifications;

/// Sends what the centre has to say to people who are not on the line.
public interface Notifications {

  /// Whether notices of this channel are accepted: a gateway is configured, or the demonstration
  /// shows them. It says nothing of whether the gateway can be reached just now: accepted notices
  /// wait for that.
  boolean available(NoticeChannel channel);

  /// Accepts a notice: it is accepted when its row is committed, in the caller's transaction where
  /// there is one. From then on it is sent, expires or fails, and each of these is told.
  ///
  /// A key that is known gives the first notice again, and nothing is sent for the second.
  ///
  /// @throws NoticeRefused if the text is longer than its template may be, has a link in it, or
  ///   arguments are missing, unknown or too long
  /// @throws ChannelUnavailable if the channel is not [#available]
  NoticeId send(NewNotice notice);
}
