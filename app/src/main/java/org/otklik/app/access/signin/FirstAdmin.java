package org.otklik.app.access.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.Announcement;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.Throttle.Scope;
import org.otklik.app.pages.Centre;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;

/// Lets whoever reads the console create the first administrator, once; only where there are no
/// demo accounts.
@Service
public class FirstAdmin implements SmartInitializingSingleton, Announcement {

  private static final int TOKEN_BYTES = 24;

  private final Accounts accounts;
  private final AuditTrail audit;
  private final Throttle throttle;
  private final Centre centre;
  private volatile @Nullable String token;

  /// What became of the wish to be the first administrator.
  public enum Outcome {
    CREATED,
    WRONG_TOKEN,
    TOO_EARLY,
    USERNAME_TAKEN
  }

  FirstAdmin(Accounts accounts, AuditTrail audit, Throttle throttle, Centre centre) {
    this.accounts = accounts;
    this.audit = audit;
    this.throttle = throttle;
    this.centre = centre;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (!centre.demo() && accounts.withRole(Role.ADMIN).isEmpty()) {
      var bytes = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(bytes);
      token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }

  /// The one-time key, for the console only: it stands in no log.
  @Override
  public List<String> lines() {
    var key = token;
    return key == null
        ? List.of()
        : List.of("Первый администратор · First administrator: /first-admin, ключ · key " + key);
  }

  /// Whether there is still somebody to create.
  public boolean isOpen() {
    return token != null;
  }

  /// Creates the administrator if the token is right; it is worth nothing afterwards.
  public synchronized Outcome create(String typedToken, NewAccount wanted, String source) {
    var expected = token;
    if (expected == null) {
      return Outcome.WRONG_TOKEN;
    }
    var key = new Throttle.Key(Scope.ACCOUNT_AND_SOURCE, "first-admin|" + Networks.of(source));
    if (throttle.count(List.of(key)).isPresent()) {
      return Outcome.TOO_EARLY;
    }
    if (!MessageDigest.isEqual(bytes(expected), bytes(typedToken.strip()))) {
      return Outcome.WRONG_TOKEN;
    }
    throttle.forget(key);
    if (!accounts.create(wanted)) {
      return Outcome.USERNAME_TAKEN;
    }
    token = null;
    audit.record(
        new AuditEntry(
            wanted.id(),
            "access.account-created",
            new Subject("account", wanted.id().toString()),
            "",
            source));
    return Outcome.CREATED;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
