package org.otklik.app.dispatch.jdbc;

import java.time.Clock;
import org.otklik.app.dispatch.CallBackList;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.PastContacts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// The readers of rows, for tests that assemble the module themselves.
public final class ReadingRows {
  private ReadingRows() {}

  /// Reads contacts.
  public static ContactLog contactLog(JdbcClient db) {
    return new JdbcContactLog(db);
  }

  /// Reads what happened in contacts.
  public static Journeys journeys(JdbcClient db) {
    return new JdbcJourneys(db);
  }

  /// Reads and marks people to be called.
  public static CallBackList callBackList(JdbcClient db, Clock clock) {
    return new JdbcCallBackList(db, clock);
  }

  /// Keeps score of promises.
  public static JdbcScores scores(JdbcClient db, Clock clock) {
    return new JdbcScores(db, TransactionOperations.withoutTransaction(), clock);
  }

  /// Finds and forgets contacts that are over.
  public static PastContacts pastContacts(JdbcClient db) {
    return new JdbcPastContacts(db);
  }
}
