package org.otklik.app.access.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Slows down guessing: after some free tries each further one makes the next wait twice as long.
///
/// A try is counted before the password is looked at, so that many tries at once gain nothing;
/// success takes it back. A try that comes too early is refused and not counted.
@Repository
class Throttle {

  /// After so long without a try a key starts anew.
  static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

  /// The shortest wait that is told.
  static final Duration WAIT_MIN = Duration.ofSeconds(1);

  /// The longest wait.
  static final Duration WAIT_MAX = Duration.ofMinutes(15);

  /// So many keys are kept; above, the oldest are forgotten first.
  static final int KEYS_MAX = 100_000;

  /// The table is swept once in so many tries.
  static final int SWEEP_EVERY = 500;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final AtomicLong tries = new AtomicLong();

  /// Whose tries are counted together.
  enum Scope {
    /// Tries for one account, which may not exist, from one address.
    ACCOUNT_AND_SOURCE(5),
    /// Tries from one address: many people may share it.
    SOURCE(30),
    /// Tries for one account in a browser that it has used before.
    DEVICE(10);

    private final int free;

    Scope(int free) {
      this.free = free;
    }

    /// So many tries may fail before the first wait.
    int free() {
      return free;
    }
  }

  record Key(Scope scope, String value) {

    private byte[] hash() {
      return Hashes.sha256(scope + "|" + value);
    }

    @Override
    public String toString() {
      return "Key[" + scope + "]";
    }
  }

  Throttle(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Counts a try for all keys; the wait that is left if one of them has to wait.
  Optional<Duration> count(List<Key> keys) {
    if (tries.incrementAndGet() % SWEEP_EVERY == 0) {
      sweep();
    }
    return keys.stream().filter(key -> !count(key)).findFirst().map(this::waitOf);
  }

  /// Forgets the tries of a key whose owner has shown the right password.
  void forget(Key key) {
    jdbc.sql("delete from access.throttle where key = :key").param("key", key.hash()).update();
  }

  /// Takes one try back, and no more: else somebody with an account of their own could guess
  /// others' without end.
  void takeBack(Key key) {
    jdbc.sql(
            "update access.throttle set tries = greatest(tries - 1, 0), blocked_until = :now where key = :key")
        .param("now", utc(clock.instant()))
        .param("key", key.hash())
        .update();
  }

  /// Removes what is forgotten, and the oldest of what is too much.
  void sweep() {
    jdbc.sql("delete from access.throttle where last_at < :forgotten")
        .param("forgotten", utc(clock.instant().minus(FORGOTTEN_AFTER)))
        .update();
    jdbc.sql(
            """
            delete from access.throttle
            where key in (select key from access.throttle order by last_at desc, key offset :max)
            """)
        .param("max", KEYS_MAX)
        .update();
  }

  private boolean count(Key key) {
    var now = clock.instant();
    return jdbc.sql(
                """
                insert into access.throttle as t (key, tries, last_at, blocked_until)
                values (:key, 1, :now, :now)
                on conflict (key) do update set
                  tries = case when t.last_at < :forgotten then 1 else least(t.tries + 1, 1000) end,
                  last_at = :now,
                  blocked_until = case
                    when t.last_at < :forgotten or t.tries + 1 < :free then :now
                    else :now + make_interval(secs => least(power(2, least(t.tries + 1 - :free, 20)), :max))
                  end
                where t.blocked_until <= :now
                """)
            .param("key", key.hash())
            .param("now", utc(now))
            .param("forgotten", utc(now.minus(FORGOTTEN_AFTER)))
            .param("free", key.scope().free())
            .param("max", (double) WAIT_MAX.toSeconds())
            .update()
        == 1;
  }

  private Duration waitOf(Key key) {
    return jdbc.sql("select blocked_until from access.throttle where key = :key")
        .param("key", key.hash())
        .query((row, _) -> row.getObject("blocked_until", OffsetDateTime.class).toInstant())
        .optional()
        .map(until -> Duration.between(clock.instant(), until))
        .filter(Duration::isPositive)
        .orElse(WAIT_MIN);
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
