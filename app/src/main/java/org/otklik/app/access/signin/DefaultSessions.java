package org.otklik.app.access.signin;

import com.fasterxml.uuid.Generators;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.SessionId;
import org.otklik.app.access.Sessions;
import org.otklik.app.access.SignedOut;
import org.otklik.app.access.settings.AccessSettings;
import org.otklik.app.access.signin.SessionTable.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/// Opens, finds and ends sessions.
///
/// A session is a random token in the browser and its hash in the table. It is looked up again
/// after [#FRESH]; while the database is away, one seen within [#GRACE] still holds, so that an
/// operator in a call is not thrown out. What this process has seen itself it measures in steady
/// time: a clock that is put forward signs nobody out who is at work.
@Service
public class DefaultSessions implements Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(DefaultSessions.class);

  /// For so long a session that was found is believed: a session ended on another node ends here
  /// that much later.
  static final Duration FRESH = Duration.ofSeconds(5);

  static final Duration GRACE = Duration.ofMinutes(15);

  /// Activity is written down at most this often.
  static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  /// So many sessions are remembered; the longest unused is looked up again when it comes back.
  static final int REMEMBERED_MAX = 20_000;

  /// So many browsers of one account may be signed in; the oldest is signed out by one more.
  static final int PER_ACCOUNT_MAX = 20;

  private static final int TOKEN_BYTES = 32;

  /// Longer ago than any idle time, and short enough to be subtracted.
  private static final long NEVER = Duration.ofDays(365).toNanos();

  private final SessionTable table;
  private final AccessSettings settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SteadyTime steady;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seen> remembered = new LeastUsedOut();

  /// @param lookedUp in the table, in steady time
  /// @param active when its person did something, in steady time
  private record Seen(Row row, long lookedUp, long active) {

    Seen activeAt(long nanos) {
      return new Seen(row, lookedUp, nanos);
    }

    Seen writtenDownAt(Instant now) {
      return new Seen(new Row(row.account(), row.created(), now), lookedUp, active);
    }
  }

  DefaultSessions(
      SessionTable table,
      AccessSettings settings,
      ApplicationEventPublisher events,
      Clock clock,
      ObjectProvider<SteadyTime> steady) {
    this.table = table;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.steady = steady.getIfAvailable(() -> System::nanoTime);
  }

  /// Signs an account in; the token that its browser must keep.
  public String open(AccountId account) {
    var now = clock.instant();
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var id = new SessionId(Generators.timeBasedEpochRandomGenerator().generate());
    table.insert(Hashes.sha256(token), id, account, now);
    table.trim(account, PER_ACCOUNT_MAX, now.minus(settings.longest()));
    return token;
  }

  /// Who is signed in with this token, if it still holds; asking counts as activity.
  public Optional<CurrentAccount> find(String token) {
    var hash = Hashes.sha256(token);
    return find(HexFormat.of().formatHex(hash), () -> table.find(hash));
  }

  @Override
  public boolean keepAlive(SessionId session) {
    return find(session.toString(), () -> table.find(session)).isPresent();
  }

  /// Signs out. The token and the session's connections are worth nothing from now on.
  public void end(CurrentAccount account) {
    table.delete(account.session());
    synchronized (remembered) {
      remembered
          .values()
          .removeIf(seen -> seen.row().account().session().equals(account.session()));
    }
    events.publishEvent(new SignedOut(account.id(), account.session()));
  }

  private Optional<CurrentAccount> find(String key, Supplier<Optional<Row>> lookUp) {
    var now = clock.instant();
    var row = recall(key).or(() -> lookUp(key, lookUp)).filter(found -> holds(key, found, now));
    row.ifPresent(found -> active(key, found, now));
    return row.map(Row::account);
  }

  private Optional<Row> recall(String key) {
    return Optional.ofNullable(get(key))
        .filter(seen -> isWithin(FRESH, seen.lookedUp()))
        .map(Seen::row);
  }

  private Optional<Row> lookUp(String key, Supplier<Optional<Row>> lookUp) {
    try {
      var row = lookUp.get();
      row.ifPresentOrElse(found -> lookedUp(key, found), () -> remove(key));
      return row;
    } catch (DataAccessException | TransactionException away) {
      var seen = get(key);
      if (seen == null || !isWithin(GRACE, seen.lookedUp())) {
        throw away;
      }
      return Optional.of(seen.row());
    }
  }

  private void lookedUp(String key, Row row) {
    var nanos = steady.nanos();
    var before = get(key);
    put(key, new Seen(row, nanos, before == null ? nanos - NEVER : before.active()));
  }

  private boolean holds(String key, Row row, Instant now) {
    var seen = get(key);
    boolean activeHere = seen != null && isWithin(settings.idle(), seen.active());
    return now.isBefore(row.created().plus(settings.longest()))
        && (activeHere || now.isBefore(row.lastSeen().plus(settings.idle())));
  }

  private boolean isWithin(Duration time, long since) {
    return steady.nanos() - since < time.toNanos();
  }

  /// Asking is activity; it is written down from time to time, while the database is away not at
  /// all: the next one is.
  private void active(String key, Row row, Instant now) {
    var seen = get(key);
    boolean due = !row.lastSeen().plus(SEEN_EVERY).isAfter(now);
    if (seen != null) {
      var active = seen.activeAt(steady.nanos());
      put(key, due ? active.writtenDownAt(now) : active);
    }
    if (due) {
      try {
        table.seen(row.account().session(), now);
      } catch (DataAccessException | TransactionException e) {
        LOG.debug("The activity of a session could not be written down.", e);
      }
    }
  }

  private @Nullable Seen get(String key) {
    synchronized (remembered) {
      return remembered.get(key);
    }
  }

  private void put(String key, Seen seen) {
    synchronized (remembered) {
      remembered.put(key, seen);
    }
  }

  private void remove(String key) {
    synchronized (remembered) {
      remembered.remove(key);
    }
  }

  private static final class LeastUsedOut extends LinkedHashMap<String, Seen> {

    private static final long serialVersionUID = 1L;

    LeastUsedOut() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
      return size() > REMEMBERED_MAX;
    }
  }
}
