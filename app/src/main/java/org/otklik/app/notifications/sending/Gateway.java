package org.otklik.app.notifications.sending;

import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;

/// What takes notices to people: one for each channel.
public interface Gateway {

  /// How it is called in proofs and figures, such as `smpp`.
  String name();

  /// Which notices it takes.
  NoticeChannel channel();

  /// Whether there are settings for it; asked once, at start.
  boolean isConfigured();

  /// Whether it can take notices just now.
  boolean isReady();

  /// Notices under way at once at most.
  int window();

  /// Notices per second at most.
  int perSecond();

  /// Makes one attempt and waits for its end, for half of [Sender#LOST_AFTER] at most. Every
  /// attempt for one notice carries the same reference, so that a gateway which knows it can keep a
  /// second one back. Called by several threads at once.
  Outcome send(Claimed notice);
}
