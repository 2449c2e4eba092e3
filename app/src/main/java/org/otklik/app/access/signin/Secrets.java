package org.otklik.app.access.signin;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keys that this module makes for itself at first use and keeps in `access.secret`, the same for
/// all nodes.
@Repository
class Secrets {

  private static final int LENGTH_BYTES = 32;

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  Secrets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  byte[] get(String name) {
    var fresh = new byte[LENGTH_BYTES];
    random.nextBytes(fresh);
    jdbc.sql(
            "insert into access.secret (name, value) values (:name, :value) on conflict do nothing")
        .param("name", name)
        .param("value", fresh)
        .update();
    return jdbc.sql("select value from access.secret where name = :name")
        .param("name", name)
        .query((row, _) -> row.getBytes("value"))
        .single();
  }
}
