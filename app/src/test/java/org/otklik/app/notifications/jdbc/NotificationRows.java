package org.otklik.app.notifications.jdbc;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of notifications on a test's database.
public record NotificationRows(
    NoticeRows notices, ReceiptRows receipts, ReplyRows replies, NoticeRetentionRows retention) {

  public static NotificationRows on(DataSource database) {
    var db = JdbcClient.create(database);
    return new NotificationRows(
        new NoticeRows(db), new ReceiptRows(db), new ReplyRows(db), new NoticeRetentionRows(db));
  }
}
