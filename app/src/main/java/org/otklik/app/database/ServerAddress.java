package org.otklik.app.database;

import java.time.Duration;
import java.util.Properties;

/// Where a PostgreSQL server is and how to sign in there.
record ServerAddress(String url, String user, String password) {

  /// Properties of a connection that gives up connecting, and waiting for an answer, after the
  /// stated times; zero is no limit.
  Properties connection(Duration connectLimit, Duration answerLimit) {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "otklik");
    properties.setProperty("connectTimeout", seconds(connectLimit));
    properties.setProperty("socketTimeout", seconds(answerLimit));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false"); // details quote the values of rows
    return properties;
  }

  /// Never shows the password.
  @Override
  public String toString() {
    return url;
  }

  private static String seconds(Duration limit) {
    return Long.toString(limit.plusMillis(999).toSeconds());
  }
}
