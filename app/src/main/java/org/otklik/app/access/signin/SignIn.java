package org.otklik.app.access.signin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.jdbc.JdbcAccounts;
import org.otklik.app.access.jdbc.JdbcAccounts.Credentials;
import org.otklik.app.access.signin.SignInResult.Admitted;
import org.otklik.app.access.signin.SignInResult.Refused;
import org.otklik.app.access.signin.SignInResult.TooEarly;
import org.otklik.app.access.signin.Throttle.Scope;
import org.springframework.stereotype.Service;

/// Decides whether somebody gets in.
///
/// 1. A browser known for the account is counted by itself, so strangers' tries never keep the
///    owner out.
/// 2. Any other try is counted for its address, and for its address and the account together.
/// 3. A try that comes too early is refused without a look at the password.
/// 4. The password is compared even if there is no such account, so the answer and its time are the
///    same.
/// 5. Every password that was compared in vain is in the audit trail. Tries that come too early are
///    not, so the waits bound what guessing can fill it with.
@Service
public class SignIn {

  private static final String UNKNOWN_ACCOUNT = "?";

  private final JdbcAccounts accounts;
  private final PasswordCheck passwords;
  private final Throttle throttle;
  private final KnownDevices devices;
  private final DefaultSessions sessions;
  private final AuditTrail audit;

  /// What came with the form.
  ///
  /// @param source the address it came from
  /// @param cookies by name, among them the marks of known devices
  public record Attempt(
      String username, String password, String source, Map<String, String> cookies) {

    @Override
    public String toString() {
      return "Attempt[]";
    }
  }

  SignIn(
      JdbcAccounts accounts,
      PasswordCheck passwords,
      Throttle throttle,
      KnownDevices devices,
      DefaultSessions sessions,
      AuditTrail audit) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.throttle = throttle;
    this.devices = devices;
    this.sessions = sessions;
    this.audit = audit;
  }

  /// Tries to sign in.
  ///
  /// @throws SignInBusy if too many people sign in at this moment
  public SignInResult attempt(Attempt attempt) {
    var credentials = accounts.findCredentials(attempt.username());
    var keys = keys(attempt, credentials);
    var wait = throttle.count(keys);
    if (wait.isPresent()) {
      return new TooEarly(wait.get());
    }
    var right = passwords.matches(attempt.password(), credentials.map(Credentials::passwordHash));
    return credentials
        .filter(found -> right && found.account().enabled())
        .<SignInResult>map(found -> admit(found, keys, attempt.source()))
        .orElseGet(() -> refuse(credentials, attempt.source()));
  }

  /// Signs out.
  public void leave(CurrentAccount account, String source) {
    sessions.end(account);
    record(account.id(), "access.signed-out", source);
  }

  private SignInResult admit(Credentials credentials, List<Throttle.Key> keys, String source) {
    keys.forEach(this::excuse);
    var id = credentials.account().id();
    record(id, "access.signed-in", source);
    return new Admitted(
        id,
        credentials.account().roles(),
        sessions.open(id),
        devices.mark(id, credentials.passwordHash()));
  }

  /// Written down as a stranger's doing, without what was typed: a password is often typed as a
  /// name.
  private SignInResult refuse(Optional<Credentials> credentials, String source) {
    var account = credentials.map(found -> found.account().id().toString()).orElse(UNKNOWN_ACCOUNT);
    audit.record(
        new AuditEntry(
            null, "access.sign-in-refused", new Subject("account", account), "", source));
    return new Refused();
  }

  private void excuse(Throttle.Key key) {
    switch (key.scope()) {
      case SOURCE -> throttle.takeBack(key);
      case ACCOUNT_AND_SOURCE, DEVICE -> throttle.forget(key);
    }
  }

  private List<Throttle.Key> keys(Attempt attempt, Optional<Credentials> credentials) {
    return credentials
        .flatMap(found -> findDevice(attempt, found))
        .map(device -> List.of(new Throttle.Key(Scope.DEVICE, device)))
        .orElseGet(() -> keysOfStranger(attempt));
  }

  private Optional<String> findDevice(Attempt attempt, Credentials credentials) {
    var id = credentials.account().id();
    return devices.find(
        id, credentials.passwordHash(), attempt.cookies().get(KnownDevices.cookieName(id)));
  }

  private static List<Throttle.Key> keysOfStranger(Attempt attempt) {
    var network = Networks.of(attempt.source());
    var username = attempt.username().strip().toLowerCase(Locale.ROOT);
    return List.of(
        new Throttle.Key(Scope.SOURCE, network),
        new Throttle.Key(Scope.ACCOUNT_AND_SOURCE, network + "|" + username));
  }

  private void record(AccountId account, String what, String source) {
    audit.record(
        new AuditEntry(account, what, new Subject("account", account.toString()), "", source));
  }
}
