package org.otklik.app.access.signin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Compares passwords with hashes, a few at a time: each comparison takes 19 MiB and a core for a
/// moment, by intention.
@Component
class PasswordCheck {

  /// So many comparisons run at once; a further one waits at most [#WAIT_MAX] and is then refused.
  static final int AT_ONCE_MAX = 8;

  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /// Longer ones are wrong without a look.
  static final int LENGTH_MAX = 128;

  private final PasswordEncoder encoder;
  private final Semaphore running = new Semaphore(AT_ONCE_MAX, true);

  /// Compared with where there is no account, so that the answer takes the same time.
  private final String nobodysHash;

  PasswordCheck(PasswordEncoder encoder) {
    this.encoder = encoder;
    this.nobodysHash = encoder.encode("nobody");
  }

  /// Whether the password belongs to the hash, which is empty where there is no account.
  ///
  /// @throws SignInBusy if too many wait already
  boolean matches(String password, Optional<String> hash) {
    if (!acquire()) {
      throw new SignInBusy();
    }
    try {
      var typed = password.length() > LENGTH_MAX ? "" : password;
      return encoder.matches(typed, hash.orElse(nobodysHash)) && hash.isPresent();
    } finally {
      running.release();
    }
  }

  private boolean acquire() {
    try {
      return running.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
