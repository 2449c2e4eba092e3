package org.otklik.app.access.signin;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Hashes nothing, but counts how often a password was compared.
record CountingEncoder(AtomicInteger comparisons) implements PasswordEncoder {

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return "hash of " + password;
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    comparisons.incrementAndGet();
    return ("hash of " + password).equals(hash);
  }
}
