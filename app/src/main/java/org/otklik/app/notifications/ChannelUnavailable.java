package org.otklik.app.notifications;

/// A notice was not accepted because the centre has no gateway for its channel. Ask
/// [Notifications#available] first and offer something else.
public final class ChannelUnavailable extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// Names the channel.
  public ChannelUnavailable(NoticeChannel channel) {
    super("There is no gateway for %s.".formatted(channel));
  }
}
