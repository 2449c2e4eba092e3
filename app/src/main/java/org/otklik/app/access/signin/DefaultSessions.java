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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/// Opens, finds and ends sessions.
///
/// A session is a random token in the browser and its hash in the table. It is looked up again
/// after [#FRESH]; while the database is away, one seen within [#GRACE] still holds, so that an
/// operator in a call is not thrown out.
@Service
public class DefaultSessions implements Sessions {

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

  private final SessionTable table;
  private final AccessSettings settings;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Seen> remembered = new LeastUsedOut();

  private record Seen(Row row, Instant lookedUp) {}

  DefaultSessions(
      SessionTable table, AccessSettings settings, ApplicationEventPublisher events, Clock clock) {
    this.table = table;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  /// Signs an account in; the token that its browser must keep.
  public String open(AccountId account) {
    var now = clock.instant();
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var id = new SessionId(Generators.timeBasedEpochRandomGenerator().generate());
    table.insert(Hashes.sha256(token), id, account, now);
    table.trim(account, PER_ACCOUNT_MAX, now.minus(settings.longest()), now.minus(settings.idle()));
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
    var row =
        recall(key, now).or(() -> lookUp(key, lookUp, now)).filter(found -> holds(found, now));
    row.filter(found -> !found.lastSeen().plus(SEEN_EVERY).isAfter(now))
        .ifPresent(found -> seen(key, found, now));
    return row.map(Row::account);
  }

  private Optional<Row> recall(String key, Instant now) {
    return Optional.ofNullable(get(key))
        .filter(seen -> now.isBefore(seen.lookedUp().plus(FRESH)))
        .map(Seen::row);
  }

  private Optional<Row> lookUp(String key, Supplier<Optional<Row>> lookUp, Instant now) {
    try {
      var row = lookUp.get();
      row.ifPresentOrElse(found -> put(key, new Seen(found, now)), () -> remove(key));
      return row;
    } catch (DataAccessException | TransactionException away) {
      var seen = get(key);
      if (seen == null || now.isAfter(seen.lookedUp().plus(GRACE))) {
        throw away;
      }
      return Optional.of(seen.row());
    }
  }

  private boolean holds(Row row, Instant now) {
    return now.isBefore(row.created().plus(settings.longest()))
        && now.isBefore(row.lastSeen().plus(settings.idle()));
  }

  /// While the database is away the activity is remembered here only.
  private void seen(String key, Row row, Instant now) {
    var seen = get(key);
    if (seen != null) {
      put(key, new Seen(new Row(row.account(), row.created(), now), seen.lookedUp()));
    }
    try {
      table.seen(row.account().session(), now);
    } catch (DataAccessException | TransactionException _) {
      // The next activity writes it down.
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
