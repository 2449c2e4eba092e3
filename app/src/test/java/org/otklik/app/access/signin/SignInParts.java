package org.otklik.app.access.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.settings.AccessSettings;
import org.otklik.app.access.settings.AccountSettings;
import org.otklik.app.pages.Centre;
import org.otklik.app.testing.TestClock;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/// Sign-in on a real database, without pages.
final class SignInParts implements AutoCloseable {

  static final AccessSettings SETTINGS = settings(Map.of());

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  SignInParts(DataSource dataSource, Clock clock, PasswordEncoder encoder) {
    this(dataSource, clock, encoder, false);
  }

  SignInParts(DataSource dataSource, Clock clock, PasswordEncoder encoder, boolean demo) {
    this(dataSource, clock, encoder, demo, SETTINGS);
  }

  SignInParts(
      DataSource dataSource,
      Clock clock,
      PasswordEncoder encoder,
      boolean demo,
      AccessSettings settings) {
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(dataSource));
    context.registerBean(Clock.class, () -> clock);
    if (clock instanceof TestClock turned) {
      context.registerBean(SteadyTime.class, () -> turned::steadyNanos);
    }
    context.registerBean(PasswordEncoder.class, () -> encoder);
    context.registerBean(AccessSettings.class, () -> settings);
    context.registerBean(Centre.class, () -> new Centre(demo, false, ZoneOffset.UTC));
    context.scan("org.otklik.app.access.signin", "org.otklik.app.access.jdbc");
    context.refresh();
  }

  /// The usual settings, with these accounts.
  static AccessSettings settings(Map<String, AccountSettings> accounts) {
    return new AccessSettings(Duration.ofMinutes(30), Duration.ofHours(12), "", accounts);
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  Accounts accounts() {
    return get(Accounts.class);
  }

  SignIn signIn() {
    return get(SignIn.class);
  }

  DefaultSessions sessions() {
    return get(DefaultSessions.class);
  }

  AuditTrail audit() {
    return get(AuditTrail.class);
  }

  Throttle throttle() {
    return get(Throttle.class);
  }

  JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  long count(String table) {
    return jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    context.close();
  }
}
