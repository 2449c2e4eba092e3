package org.otklik.app.notifications;

import java.util.List;
import java.util.Optional;

/// Notices and the proof of their sending, as long as they are kept
/// (`otklik.notifications.retention`).
public interface Notices {

  /// The most notices that one question answers.
  int FOUND_MAX = 50;

  /// One notice.
  Optional<Notice> find(NoticeId id);

  /// The newest [#FOUND_MAX] notices about this, the newest first.
  List<Notice> findAbout(Correlation correlation);
}
