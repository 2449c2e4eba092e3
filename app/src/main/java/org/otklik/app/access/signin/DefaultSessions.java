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
/// operator in a call is not thrown out; pages and the desk's connection keep it alive for each
/// other. What this process has seen itself it measures in steady time: a clock that is put forward
/// signs nobody out who is at work.
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
  private final Map<SessionId, Seen> remembered = new LeastUsedOut<>();

  /// Which session a token opens, by the token's hash.
  private final Map<String, SessionId> opened = new LeastUsedOut<>();

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
    var key = HexFormat.of().formatHex(hash);
    return find(get(opened, key), () -> opened(key, table.find(hash)));
  }

  @Override
  public boolean keepAlive(SessionId session) {
    return find(session, () -> table.find(session)).isPresent();
  }

  /// Signs out. The token and the session's connections are worth nothing from now on.
  public void end(CurrentAccount account) {
    table.delete(account.session());
    remove(remembered, account.session());
    events.publishEvent(new SignedOut(account.id(), account.session()));
  }

  private Optional<Row> opened(String key, Optional<Row> row) {
    row.ifPresentOrElse(
        found -> put(opened, key, found.account().session()), () -> remove(opened, key));
    return row;
  }

  /// @param known null while nobody has looked up which session it is
  private Optional<CurrentAccount> find(@Nullable SessionId known, Supplier<Optional<Row>> lookUp) {
    var now = clock.instant();
    var row = recall(known).or(() -> lookUp(known, lookUp)).filter(found -> holds(found, now));
    row.ifPresent(found -> active(found, now));
    return row.map(Row::account);
  }

  private Optional<Row> recall(@Nullable SessionId known) {
    return seen(known).filter(seen -> isWithin(FRESH, seen.lookedUp())).map(Seen::row);
  }

  private Optional<Row> lookUp(@Nullable SessionId known, Supplier<Optional<Row>> lookUp) {
    try {
      var row = lookUp.get();
      row.ifPresentOrElse(this::lookedUp, () -> forget(known));
      return row;
    } catch (DataAccessException | TransactionException away) {
      return Optional.of(
          seen(known)
              .filter(seen -> isWithin(GRACE, seen.lookedUp()))
              .map(Seen::row)
              .orElseThrow(() -> away));
    }
  }

  private void lookedUp(Row row) {
    var nanos = steady.nanos();
    long active = seen(session(row)).map(Seen::active).orElseGet(() -> nanos - NEVER);
    put(remembered, session(row), new Seen(row, nanos, active));
  }

  private void forget(@Nullable SessionId known) {
    if (known != null) {
      remove(remembered, known);
    }
  }

  private boolean holds(Row row, Instant now) {
    boolean activeHere =
        seen(session(row)).filter(seen -> isWithin(settings.idle(), seen.active())).isPresent();
    return now.isBefore(row.created().plus(settings.longest()))
        && (activeHere || now.isBefore(row.lastSeen().plus(settings.idle())));
  }

  private boolean isWithin(Duration time, long since) {
    return steady.nanos() - since < time.toNanos();
  }

  /// Asking is activity; it is written down from time to time, while the database is away not at
  /// all: the next one is.
  private void active(Row row, Instant now) {
    boolean due = !row.lastSeen().plus(SEEN_EVERY).isAfter(now);
    seen(session(row))
        .map(seen -> seen.activeAt(steady.nanos()))
        .map(seen -> due ? seen.writtenDownAt(now) : seen)
        .ifPresent(seen -> put(remembered, session(row), seen));
    if (due) {
      try {
        table.seen(session(row), now);
      } catch (DataAccessException | TransactionException e) {
        LOG.debug("The activity of a session could not be written down.", e);
      }
    }
  }

  private Optional<Seen> seen(@Nullable SessionId session) {
    return Optional.ofNullable(session).map(known -> get(remembered, known));
  }

  private static SessionId session(Row row) {
    return row.account().session();
  }

  private static <K, V> @Nullable V get(Map<K, V> from, K key) {
    synchronized (from) {
      return from.get(key);
    }
  }

  private static <K, V> void put(Map<K, V> to, K key, V value) {
    synchronized (to) {
      to.put(key, value);
    }
  }

  private static <K, V> void remove(Map<K, V> from, K key) {
    synchronized (from) {
      from.remove(key);
    }
  }

  private static final class LeastUsedOut<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    LeastUsedOut() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > REMEMBERED_MAX;
    }
  }
}
