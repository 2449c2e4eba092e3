package org.otklik.app.access.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.springframework.dao.DataAccessException;

class SessionsTest {

  private static final Duration ALMOST_IDLE = SignInParts.SETTINGS.idle().minusSeconds(1);

  private final TestDatabase database = TestDatabase.create();
  private final TestClock clock = TestClock.atNoon();
  private final SignInParts parts = server();
  private final DefaultSessions sessions = parts.sessions();
  private final AccountId olga = AccountId.next();

  @BeforeEach
  void anAccount() {
    parts
        .accounts()
        .create(new NewAccount(olga, "olga", "Ольга", "password", Set.of(Role.OPERATOR)));
  }

  @AfterEach
  void drop() {
    parts.close();
    database.close();
  }

  @Test
  void knowsWhoIsSignedIn() {
    var token = sessions.open(olga);

    assertThat(sessions.find(token))
        .hasValueSatisfying(
            me -> {
              assertThat(me.id()).isEqualTo(olga);
              assertThat(me.displayName()).isEqualTo("Ольга");
              assertThat(me.roles()).containsExactly(Role.OPERATOR);
            });
    assertThat(sessions.find(token + "x")).isEmpty();
  }

  @Test
  void keepsNoTokenInTheDatabase() {
    var token = sessions.open(olga);

    var row =
        parts.jdbc().sql("select row(s)::text from access.session s").query(String.class).single();

    assertThat(row).doesNotContain(token);
  }

  @Test
  void endsASessionWithoutActivity() {
    var token = sessions.open(olga);
    clock.advance(ALMOST_IDLE);
    assertThat(sessions.find(token)).isPresent();

    clock.advance(ALMOST_IDLE);
    assertThat(sessions.find(token)).isPresent();

    clock.advance(SignInParts.SETTINGS.idle());
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void endsEverySessionAfterTheLongestTimeHoweverActive() {
    var token = sessions.open(olga);
    for (var time = Duration.ZERO;
        time.compareTo(SignInParts.SETTINGS.longest()) < 0;
        time = time.plusMinutes(20)) {
      assertThat(sessions.find(token)).isPresent();
      clock.advance(Duration.ofMinutes(20));
    }

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void countsAHeartbeatAsActivity() {
    var token = sessions.open(olga);
    var session = sessions.find(token).orElseThrow().session();
    clock.advance(ALMOST_IDLE);
    assertThat(sessions.keepAlive(session)).isTrue();
    clock.advance(ALMOST_IDLE);

    assertThat(sessions.find(token)).isPresent();
  }

  @Test
  void endsASessionAtOnceByTheWishOfItsOwner() {
    var token = sessions.open(olga);
    var other = sessions.open(olga);
    var me = sessions.find(token).orElseThrow();
    assertThat(sessions.keepAlive(me.session())).isTrue();

    sessions.end(me);

    assertThat(sessions.find(token)).isEmpty();
    assertThat(sessions.keepAlive(me.session())).isFalse();
    assertThat(sessions.find(other)).isPresent();
  }

  @Test
  void throwsOutADisabledAccountWithinSeconds() {
    var token = sessions.open(olga);
    assertThat(sessions.find(token)).isPresent();

    parts.accounts().setEnabled(olga, false);
    clock.advance(DefaultSessions.FRESH);

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void keepsWhoIsAtWorkWhenTheClockIsPutForward() {
    var atWork = sessions.open(olga);
    var gone = sessions.open(olga);
    assertThat(sessions.find(atWork)).isPresent();
    assertThat(sessions.find(gone)).isPresent();
    clock.advance(ALMOST_IDLE);
    assertThat(sessions.find(atWork)).isPresent();

    clock.turn(Duration.ofHours(1));
    clock.advance(Duration.ofSeconds(10));

    assertThat(sessions.find(atWork)).isPresent();
    assertThat(sessions.find(gone)).isEmpty();
  }

  @Test
  void throwsOutADisabledAccountWithinSecondsThoughTheClockIsPutBack() {
    var token = sessions.open(olga);
    assertThat(sessions.find(token)).isPresent();

    parts.accounts().setEnabled(olga, false);
    clock.turn(Duration.ofMinutes(-5));
    clock.advance(DefaultSessions.FRESH);

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void outlivesARestartAndHoldsOnEveryNode() {
    var token = sessions.open(olga);

    try (var otherNode = server()) {
      assertThat(otherNode.sessions().find(token)).isPresent();
      sessions.end(sessions.find(token).orElseThrow());
      clock.advance(DefaultSessions.FRESH);
      assertThat(otherNode.sessions().find(token)).isEmpty();
    }
  }

  @Test
  void signsOutTheOldestBrowserOfTooMany() {
    var tokens = new ArrayList<String>();
    for (int i = 0; i <= DefaultSessions.PER_ACCOUNT_MAX; i++) {
      tokens.add(sessions.open(olga));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(sessions.find(tokens.getFirst())).isEmpty();
    assertThat(sessions.find(tokens.get(1))).isPresent();
  }

  @Test
  void removesWhatHasRunOut() {
    sessions.open(olga);
    clock.advance(SignInParts.SETTINGS.longest().plusSeconds(1));
    sessions.open(olga);

    assertThat(parts.count("access.session")).isEqualTo(1);
  }

  @Test
  void keepsPeopleSignedInForAWhileThoughTheDatabaseIsAway() {
    var token = sessions.open(olga);
    var session = sessions.find(token).orElseThrow().session();
    database.close();

    clock.advance(DefaultSessions.GRACE.minusSeconds(1));
    assertThat(sessions.find(token)).isPresent();
    assertThat(sessions.keepAlive(session)).isTrue();

    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> sessions.find(token)).isInstanceOf(DataAccessException.class);
  }

  @Test
  void theDesksConnectionKeepsItsPageSignedInThoughTheDatabaseIsAway() {
    var token = sessions.open(olga);
    var session = sessions.find(token).orElseThrow().session();
    clock.advance(DefaultSessions.GRACE); // in a long talk no page is asked for
    assertThat(sessions.keepAlive(session)).isTrue();
    database.close();

    clock.advance(DefaultSessions.FRESH);

    assertThat(sessions.find(token).orElseThrow().session()).isEqualTo(session);
  }

  private SignInParts server() {
    return new SignInParts(database.dataSource(), clock, new CountingEncoder(new AtomicInteger()));
  }
}
