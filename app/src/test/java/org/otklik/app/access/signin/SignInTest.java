package org.otklik.app.access.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditEntry.Subject;
import org.otklik.app.access.AuditQuery;
import org.otklik.app.access.AuditRecord;
import org.otklik.app.access.CurrentAccount;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.SignIn.Attempt;
import org.otklik.app.access.signin.SignInResult.Admitted;
import org.otklik.app.access.signin.SignInResult.Refused;
import org.otklik.app.access.signin.SignInResult.TooEarly;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;

class SignInTest {

  private static final String OWNERS_PASSWORD = "correct horse battery";
  private static final String HOME = "192.0.2.1";
  private static final String ATTACKER = "198.51.100.7";

  private final TestDatabase database = TestDatabase.create();
  private final TestClock clock = TestClock.atNoon();
  private final AtomicInteger comparisons = new AtomicInteger();
  private final SignInParts parts =
      new SignInParts(database.dataSource(), clock, new CountingEncoder(comparisons));
  private final SignIn signIn = parts.signIn();
  private final AccountId owner = AccountId.next();

  @BeforeEach
  void anOwner() {
    parts
        .accounts()
        .create(new NewAccount(owner, "Olga", "Ольга", OWNERS_PASSWORD, Set.of(Role.OPERATOR)));
  }

  @AfterEach
  void drop() {
    parts.close();
    database.close();
  }

  @Test
  void admitsByTheRightPasswordInAnyCaseOfTheUsername() {
    var result = attempt(" OLGA ", OWNERS_PASSWORD, HOME);

    assertThat(result)
        .isInstanceOfSatisfying(
            Admitted.class,
            admitted -> {
              assertThat(admitted.account()).isEqualTo(owner);
              assertThat(parts.sessions().find(admitted.sessionToken()))
                  .map(CurrentAccount::id)
                  .contains(owner);
            });
  }

  @Test
  void answersTheSameWithTheSameWorkForAnUnknownNameAndAWrongPassword() {
    comparisons.set(0);

    assertThat(attempt("olga", "wrong", HOME)).isEqualTo(new Refused());
    var workForWrongPassword = comparisons.getAndSet(0);
    assertThat(attempt("nobody", "wrong", HOME)).isEqualTo(new Refused());

    assertThat(comparisons.get()).isEqualTo(workForWrongPassword).isEqualTo(1);
  }

  @Test
  void refusesADisabledAccountLikeAWrongPassword() {
    parts.accounts().setEnabled(owner, false);

    assertThat(attempt("olga", OWNERS_PASSWORD, HOME)).isEqualTo(new Refused());
  }

  @Test
  void refusesAnOverlongPasswordWithoutCuttingIt() {
    assertThat(attempt("olga", OWNERS_PASSWORD + "x".repeat(200), HOME)).isEqualTo(new Refused());
  }

  @Test
  void slowsDownBeforeTheTenthTryWhetherTheAccountExistsOrNot() {
    assertThat(guesses("olga", ATTACKER, 10)).last().isInstanceOf(TooEarly.class);
    assertThat(guesses("nobody", "203.0.113.9", 10)).last().isInstanceOf(TooEarly.class);
  }

  @Test
  void doesNotLookAtThePasswordOfATryThatComesTooEarly() {
    guesses("olga", ATTACKER, 10);
    comparisons.set(0);

    assertThat(attempt("olga", OWNERS_PASSWORD, ATTACKER)).isInstanceOf(TooEarly.class);
    assertThat(comparisons).hasValue(0);
  }

  @Test
  void doublesTheWaitUpToAQuarterOfAnHour() {
    var waits = new ArrayList<Long>();
    while (waits.size() < 12) {
      if (attempt("olga", "wrong", ATTACKER) instanceof TooEarly(var left)) {
        waits.add(left.toSeconds());
        clock.advance(left);
      }
    }

    assertThat(waits).startsWith(1L, 2L, 4L, 8L, 16L).isSorted().endsWith(900L, 900L);
  }

  @Test
  void letsTheOwnerInFromElsewhereWhileAStrangerGuesses() {
    guesses("olga", ATTACKER, 10);

    assertThat(attempt("olga", OWNERS_PASSWORD, HOME)).isInstanceOf(Admitted.class);
  }

  @Test
  void letsTheOwnersBrowserInFromTheVeryAddressThatGuesses() {
    var cookies = cookieOf(attempt("olga", OWNERS_PASSWORD, HOME));
    guesses("olga", HOME, 40);

    assertThat(attempt("olga", OWNERS_PASSWORD, HOME)).isInstanceOf(TooEarly.class);
    assertThat(signIn.attempt(new Attempt("olga", OWNERS_PASSWORD, HOME, cookies)))
        .isInstanceOf(Admitted.class);
  }

  @Test
  void slowsDownAStolenKnownBrowserToo() {
    var cookies = cookieOf(attempt("olga", OWNERS_PASSWORD, HOME));

    var results = new ArrayList<SignInResult>();
    for (int i = 0; i < 12; i++) {
      results.add(signIn.attempt(new Attempt("olga", "wrong", HOME, cookies)));
    }

    assertThat(results).last().isInstanceOf(TooEarly.class);
  }

  @Test
  void knowsNoBrowserByTheMarkOfAnotherAccount() {
    var other = AccountId.next();
    parts
        .accounts()
        .create(
            new NewAccount(other, "other", "Другой", "another password", Set.of(Role.OPERATOR)));
    var mark = ((Admitted) attempt("other", "another password", ATTACKER)).deviceMark();
    guesses("olga", ATTACKER, 10);

    var stolen = Map.of(KnownDevices.cookieName(owner), mark);

    assertThat(signIn.attempt(new Attempt("olga", OWNERS_PASSWORD, ATTACKER, stolen)))
        .isInstanceOf(TooEarly.class);
  }

  @Test
  void forgetsABrowserAfterHalfAYear() {
    var cookies = cookieOf(attempt("olga", OWNERS_PASSWORD, HOME));
    clock.advance(KnownDevices.KNOWN_FOR);
    guesses("olga", HOME, 10);

    assertThat(signIn.attempt(new Attempt("olga", OWNERS_PASSWORD, HOME, cookies)))
        .isInstanceOf(TooEarly.class);
  }

  @Test
  void slowsDownAnAddressThatTriesManyNames() {
    var results = new ArrayList<SignInResult>();
    for (int i = 0; i < 40; i++) {
      results.add(attempt("name" + i, "wrong", ATTACKER));
    }

    assertThat(results).last().isInstanceOf(TooEarly.class);
  }

  @Test
  void countsAHouseholdOfAddressesAsOne() {
    var results = new ArrayList<SignInResult>();
    for (int i = 0; i < 10; i++) {
      results.add(attempt("olga", "wrong", "2001:db8:1:2::" + i));
    }

    assertThat(results).last().isInstanceOf(TooEarly.class);
  }

  @Test
  void givesAGuesserNoFreshStartForSigningInWithAnAccountOfHisOwn() {
    parts
        .accounts()
        .create(
            new NewAccount(
                AccountId.next(), "mallory", "М", "mallory's own", Set.of(Role.CITIZEN)));
    var refused = 0;
    for (int i = 0; i < 60; i++) {
      attempt("mallory", "mallory's own", ATTACKER);
      if (attempt("name" + i, "wrong", ATTACKER) instanceof Refused) {
        refused++;
      }
    }

    assertThat(refused).isLessThanOrEqualTo(31);
  }

  @Test
  void countsTriesThatComeAtTheSameTime() throws Exception {
    var tries = new ArrayList<Callable<SignInResult>>();
    for (int i = 0; i < 30; i++) {
      tries.add(() -> attempt("olga", "wrong", ATTACKER));
    }
    var results = new ArrayList<SignInResult>();
    try (var threads = Executors.newFixedThreadPool(5)) {
      for (Future<SignInResult> future : threads.invokeAll(tries)) {
        results.add(result(future));
      }
    }

    assertThat(results.stream().filter(Refused.class::isInstance)).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void forgetsTriesAfterADay() {
    guesses("olga", ATTACKER, 10);
    clock.advance(Throttle.FORGOTTEN_AFTER.plusSeconds(1));

    assertThat(guesses("olga", ATTACKER, 5)).allMatch(Refused.class::isInstance);
    parts.throttle().sweep();
    assertThat(parts.count("access.throttle")).isEqualTo(2);
  }

  @Test
  void keepsABoundedNumberOfKeys() {
    parts
        .jdbc()
        .sql(
            """
            insert into access.throttle (key, tries, last_at, blocked_until)
            select sha256(n::text::bytea), 1, :now, :now from generate_series(1, :count) n
            """)
        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
        .param("count", Throttle.KEYS_MAX + 1_000)
        .update();

    parts.throttle().sweep();

    assertThat(parts.count("access.throttle")).isEqualTo(Throttle.KEYS_MAX);
  }

  @Test
  void writesDownWhoCameInFromWhere() {
    attempt("olga", OWNERS_PASSWORD, HOME);

    assertThat(parts.audit().find(new AuditQuery(owner, null, null, null, null, null)))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.entry().what()).isEqualTo("access.signed-in");
              assertThat(entry.entry().source()).isEqualTo(HOME);
              assertThat(entry.at()).isEqualTo(clock.instant());
            });
  }

  @Test
  void writesDownWhoWasTriedInVainFromWhere() {
    attempt("olga", "wrong", ATTACKER);

    assertThat(refusals())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.who()).isNull();
              assertThat(entry.subject()).isEqualTo(new Subject("account", owner.toString()));
              assertThat(entry.source()).isEqualTo(ATTACKER);
            });
  }

  @Test
  void neverWritesDownWhatWasTypedInsteadOfAName() {
    attempt(OWNERS_PASSWORD, "wrong", HOME);

    assertThat(refusals())
        .singleElement()
        .satisfies(entry -> assertThat(entry.toString()).doesNotContain(OWNERS_PASSWORD));
  }

  @Test
  void triesThatComeTooEarlyDoNotFillTheAuditTrail() {
    var evaluated = guesses("olga", ATTACKER, 40).stream().filter(Refused.class::isInstance);

    assertThat(refusals()).hasSize((int) evaluated.count()).hasSizeLessThan(10);
  }

  private List<AuditEntry> refusals() {
    return parts
        .audit()
        .find(new AuditQuery(null, "access.sign-in-refused", null, null, null, null))
        .stream()
        .map(AuditRecord::entry)
        .toList();
  }

  private static SignInResult result(Future<SignInResult> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private SignInResult attempt(String username, String password, String source) {
    return signIn.attempt(new Attempt(username, password, source, Map.of()));
  }

  private List<SignInResult> guesses(String username, String source, int count) {
    var results = new ArrayList<SignInResult>();
    for (int i = 0; i < count; i++) {
      results.add(attempt(username, "wrong" + i, source));
    }
    return results;
  }

  private Map<String, String> cookieOf(SignInResult result) {
    var admitted = (Admitted) result;
    return Map.of(KnownDevices.cookieName(admitted.account()), admitted.deviceMark());
  }
}
