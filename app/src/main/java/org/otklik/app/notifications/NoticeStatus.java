package org.otklik.app.notifications;

import java.util.Set;

/// What has become of a notice.
public enum NoticeStatus {
  /// Accepted, and not yet taken by a gateway.
  WAITING,
  /// Taken by a gateway, under the id that it gave.
  SENT,
  /// On the person's telephone, as the gateway says; mail never is.
  DELIVERED,
  /// Will not arrive; the reason says why.
  FAILED,
  /// Not sent before its time was over.
  EXPIRED;

  /// What can come of it.
  public Set<NoticeStatus> next() {
    return switch (this) {
      case WAITING -> Set.of(SENT, FAILED, EXPIRED);
      case SENT -> Set.of(DELIVERED, FAILED);
      case DELIVERED, FAILED, EXPIRED -> Set.of();
    };
  }
}
