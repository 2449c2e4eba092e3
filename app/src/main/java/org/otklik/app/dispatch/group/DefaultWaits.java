package org.otklik.app.dispatch.group;

import java.util.List;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.Waits;
import org.otklik.app.dispatch.jdbc.JdbcScores;

/// The present from memory, the past from rows.
final class DefaultWaits implements Waits {
  private final QueueGroupHost host;
  private final JdbcScores scores;

  DefaultWaits(QueueGroupHost host, JdbcScores scores) {
    this.host = host;
    this.scores = scores;
  }

  @Override
  public List<Queue> now() {
    return host.board().queuesNow();
  }

  @Override
  public List<Score> byInterval(Question question) {
    return scores.byInterval(question);
  }

  @Override
  public List<Score> byTopic(Question question) {
    return scores.byTopic(question);
  }
}
