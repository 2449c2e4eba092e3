package org.otklik.app.notifications.sending;

import java.util.List;
import java.util.Optional;
import org.otklik.app.notifications.Notice;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.springframework.stereotype.Component;

/// What the demonstration has taken instead of sending it, and nothing else: where there is a real
/// gateway, its notices are nobody's business.
@Component
public final class Outbox {
  private final NoticeRows rows;

  Outbox(NoticeRows rows) {
    this.rows = rows;
  }

  /// The newest first, [org.otklik.app.notifications.Notices#FOUND_MAX] of them.
  public List<Notice> newest() {
    return rows.newestOf(DemoGateway.NAME);
  }

  /// One of them.
  public Optional<Notice> find(NoticeId id) {
    return rows.find(id).filter(notice -> DemoGateway.NAME.equals(notice.proof().gateway()));
  }
}
