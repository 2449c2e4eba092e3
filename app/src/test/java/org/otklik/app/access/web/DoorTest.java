package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.access.AccessAlone;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.AuditEntry;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.access.NewAccount;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.DefaultSessions;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Http.Reply;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.otklik.probes.Probes;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = {AccessAlone.class, Probes.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "otklik.access.metrics-token=scraper-token",
      "management.endpoints.web.exposure.include=health,info"
    })
class DoorTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  @LocalServerPort private int port;
  @Autowired private Accounts accounts;
  @Autowired private AuditTrail audit;
  @Autowired private DefaultSessions sessions;
  @Autowired private TestClock clock;

  private Http http = new Http(0);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @BeforeEach
  void aStranger() {
    http = new Http(port);
    clock.advance(Duration.ofDays(2));
  }

  @Test
  void signsInAndGoesBackToThePageThatWasAskedFor() {
    var refused = http.get("/probe/operators?a=1&b=%2F");
    assertThat(refused.status()).isEqualTo(303);
    assertThat(refused.header("Location"))
        .isEqualTo("/sign-in?next=%2Fprobe%2Foperators%3Fa%3D1%26b%3D%252F");

    http.get(refused.header("Location"));
    var admitted = http.post("/sign-in", form("operator1", "/probe/operators?a=1&b=%2F"));

    assertThat(admitted.status()).isEqualTo(303);
    assertThat(admitted.header("Location")).isEqualTo("/probe/operators?a=1&b=%2F");
    assertThat(http.get("/probe/operators").body()).isEqualTo(DemoAccounts.OPERATOR_1.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/x",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/sign-in",
        "",
        "/a\r\nX: y"
      })
  void neverGoesToAForeignPageAfterSignIn(String next) {
    http.get("/sign-in");

    assertThat(http.post("/sign-in", form("operator1", next)).header("Location")).isEqualTo("/");
  }

  @Test
  void goesHomeWhileTheRolesPageDoesNotExist() {
    assertThat(http.signIn("citizen1", DemoAccounts.PASSWORD).header("Location")).isEqualTo("/");
  }

  @Test
  void keepsTheUsernameAndSaysTheSameForEveryWrongSignIn() {
    http.get("/sign-in");
    var wrong = http.post("/sign-in", Map.of("username", "operator1", "password", "wrong"));
    var unknown = http.post("/sign-in", Map.of("username", "operator9", "password", "wrong"));

    assertThat(wrong.status()).isEqualTo(401).isEqualTo(unknown.status());
    assertThat(wrong.body())
        .contains("value=\"operator1\"", "<title>Ошибка: Вход", "Имя или пароль не подходят")
        .doesNotContain("value=\"wrong\"");
    assertThat(blind(wrong, "operator1")).isEqualTo(blind(unknown, "operator9"));
  }

  @Test
  void saysWhatIsMissing() {
    http.get("/sign-in");
    var reply = http.post("/sign-in", Map.of("username", " ", "password", ""));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body()).contains("href=\"#username\"", "href=\"#password\"", "Введите пароль");
  }

  @Test
  void tellsAGuesserToWait() {
    http.get("/sign-in");
    Reply last = http.post("/sign-in", Map.of("username", "nobody", "password", "1"));
    for (int i = 2; i <= 10; i++) {
      last = http.post("/sign-in", Map.of("username", "nobody", "password", Integer.toString(i)));
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(last.body()).contains("Подождите 1 секунду");
  }

  @Test
  void takesNoFormWithoutItsToken() {
    assertThat(http.post("/sign-in", form("operator1", "")).status()).isEqualTo(403);
    comeIn(DemoAccounts.OPERATOR_1);
    assertThat(http.post("/probe/operators", Map.of("_csrf", "forged")).status()).isEqualTo(403);
    http.get("/sign-in?lang=ru");
    http.get("/probe/conflict");
    assertThat(http.post("/probe/operators", Map.of()).body()).isEqualTo("changed");
  }

  @Test
  void signsOutForGood() {
    comeIn(DemoAccounts.OPERATOR_1);
    var token = http.cookies().get("otklik-session");
    assertThat(http.get("/probe/operators").status()).isEqualTo(200);
    http.get("/probe/conflict");

    assertThat(http.post("/sign-out", Map.of()).header("Location")).isEqualTo("/sign-in");
    http.cookies().put("otklik-session", token);

    assertThat(http.get("/probe/operators").status()).isEqualTo(303);
  }

  @Test
  void givesASessionThatNobodyKnewBefore() {
    http.get("/sign-in");
    http.cookies().put("otklik-session", "planted");
    http.post("/sign-in", form("operator1", ""));

    assertThat(http.cookies().get("otklik-session"))
        .isNotEqualTo("planted")
        .hasSizeGreaterThanOrEqualTo(43);
    var victim = new Http(port);
    victim.cookies().put("otklik-session", "planted");
    assertThat(victim.get("/probe/operators").status()).isEqualTo(303);
  }

  @Test
  void hidesItsCookiesFromScriptsAndForeignPages() {
    var cookies = new ArrayList<>(http.get("/sign-in").all("Set-Cookie"));
    cookies.addAll(http.post("/sign-in", form("operator1", "")).all("Set-Cookie"));

    assertThat(cookies)
        .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .contains("HttpOnly")
                    .contains("SameSite=Lax")
                    .contains("Path=/"));
  }

  @Test
  void endsTheSessionOfSomebodyWhoLeft() {
    comeIn(DemoAccounts.OPERATOR_1);
    clock.advance(Duration.ofMinutes(30));

    assertThat(http.get("/probe/operators").status()).isEqualTo(303);
  }

  @Test
  void refusesTheWrongRoleInWords() {
    comeIn(DemoAccounts.CITIZEN_1);
    var reply = http.get("/probe/operators");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body())
        .contains(
            "Эта страница не для вашей учётной записи",
            reply.header("X-Request-Id"),
            "Ольга Смирнова");
  }

  @Test
  void writesDownWhoWasRefused() {
    var lines = new ListAppender<ILoggingEvent>();
    var guard = (Logger) LoggerFactory.getLogger(EndpointGuard.class);
    lines.start();
    guard.addAppender(lines);
    try {
      comeIn(DemoAccounts.CITIZEN_1);
      http.get("/probe/operators");
    } finally {
      guard.detachAppender(lines);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("account=" + DemoAccounts.CITIZEN_1.value()));
  }

  @Test
  void neverSendsBackWhatItWasSent() {
    assertThat(http.send("TRACE", "/sign-in", "", Map.of()).status()).isIn(400, 405);
  }

  @Test
  void refusesWhatDeclaresNothingToEverybody() {
    assertThat(http.get("/probe/undeclared").status()).isEqualTo(303);
    comeIn(DemoAccounts.ADMIN_1);

    assertThat(http.get("/probe/undeclared").status()).isEqualTo(403);
    assertThat(http.get("/probe/undeclared").body()).doesNotContain("secret");
  }

  @Test
  void tellsAProgramToSignInWithoutAPage() {
    var reply = http.get("/probe/operators", Map.of("Accept", "application/json"));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.body()).contains("\"status\":401");
  }

  @Test
  void takesTheMethodsOwnRuleBeforeThatOfItsClass() {
    assertThat(http.get("/probe/all").body()).isEqualTo("stranger");
    comeIn(DemoAccounts.CITIZEN_1);
    assertThat(http.get("/probe/all").body()).isEqualTo("Ольга Смирнова");
  }

  @ParameterizedTest
  @MethodSource("foreignHeaders")
  void refusesWhatAForeignPageSends(Map<String, String> headers) {
    comeIn(DemoAccounts.OPERATOR_1);
    http.get("/probe/conflict");

    assertThat(http.post("/probe/operators", Map.of(), headers).status()).isEqualTo(403);
    assertThat(http.get("/probe/events", with(headers, "Accept", "text/event-stream")).status())
        .isEqualTo(403);
  }

  static Stream<Map<String, String>> foreignHeaders() {
    return Stream.of(
        Map.of("Origin", "https://evil.example"),
        Map.of("Origin", "null"),
        Map.of("Origin", "http://localhost:1"),
        Map.of("Sec-Fetch-Site", "cross-site"),
        Map.of("Sec-Fetch-Site", "same-site"));
  }

  @Test
  void takesWhatItsOwnPageSends() {
    comeIn(DemoAccounts.OPERATOR_1);
    http.get("/probe/conflict");
    var own = Map.of("Origin", "http://localhost:" + port);

    assertThat(http.post("/probe/operators", Map.of(), own).status()).isEqualTo(200);
    assertThat(http.get("/probe/events", with(own, "Accept", "text/event-stream")).status())
        .isEqualTo(200);
  }

  @Test
  void opensASocketToItsOwnPageAndTheRightRoleOnly() throws Exception {
    assertThat(Sockets.status(port, "/probe/socket", http.cookies(), "http://localhost:" + port))
        .isEqualTo(401);
    comeIn(DemoAccounts.CITIZEN_1);
    assertThat(Sockets.status(port, "/probe/socket", http.cookies(), "http://localhost:" + port))
        .isEqualTo(403);
    http = new Http(port);
    comeIn(DemoAccounts.OPERATOR_1);
    assertThat(Sockets.status(port, "/probe/socket", http.cookies(), "http://localhost:" + port))
        .isEqualTo(101);
    assertThat(Sockets.status(port, "/probe/socket", http.cookies(), "https://evil.example"))
        .isEqualTo(403);
    assertThat(
            Sockets.status(
                port, "/probe/careless-socket", http.cookies(), "http://localhost:" + port))
        .isEqualTo(403);
  }

  @Test
  void sendsTheHeadersThatKeepBrowsersStrict() {
    var page = http.get("/sign-in");

    assertThat(page.header("Content-Security-Policy"))
        .contains(
            "default-src 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "media-src 'self' blob:",
            "connect-src 'self' ws://localhost:" + port)
        .doesNotContain("unsafe");
    assertThat(page.header("Permissions-Policy")).contains("microphone=(self)", "camera=()");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void opensHealthToAllAndMetricsToAdministratorsAndTheirProgram() {
    assertThat(http.get("/actuator/health", program("")).status()).isEqualTo(200);
    assertThat(http.get("/actuator/info", program("")).status()).isEqualTo(401);
    assertThat(http.get("/actuator/info", program("Bearer wrong")).status()).isEqualTo(401);
    assertThat(http.get("/actuator/info", program("Bearer scraper-token")).status()).isEqualTo(200);
    comeIn(DemoAccounts.OPERATOR_1);
    assertThat(http.get("/actuator/info", program("")).status()).isEqualTo(403);
  }

  @Test
  void showsTheAuditTrailToSupervisorsInBothLanguages() {
    var kept = new AccountId(UUID.randomUUID());
    accounts.create(
        new NewAccount(
            kept, "x" + kept, "Зоя <b>Белова</b>", "long enough password", Set.of(Role.OPERATOR)));
    audit.record(
        new AuditEntry(
            kept, "citizen.viewed", new AuditEntry.Subject("account", "a-1"), "звонок", "desk"));
    comeIn(DemoAccounts.OPERATOR_1);
    assertThat(http.get("/audit").status()).isEqualTo(403);
    http = new Http(port);
    comeIn(DemoAccounts.SUPERVISOR_1);

    assertThat(http.get("/audit?who=x" + kept).body())
        .contains("Зоя &lt;b&gt;Белова", "звонок", "учётная запись", "1 запись");
    assertThat(http.get("/audit?lang=en&what=access.signed-in").body())
        .contains("Audit trail", "Signed in");
    assertThat(http.get("/audit?who=nobody-here").body())
        .contains("There is no account with this username");
    assertThat(http.get("/audit?from=yesterday").status()).isEqualTo(422);
    assertThat(http.get("/audit?from=31.02.2026").body())
        .contains("value=\"31.02.2026\"", "31.03.2026");
    assertThat(http.get("/audit?who=x" + kept + "&from=1.3.2026&until=2036-12-31").body())
        .contains("1 record");
    assertThat(http.get("/audit?before=not-an-id").status()).isEqualTo(400);
  }

  @Test
  void keepsEveryHandlerMappingBehindTheGuard() {
    assertThat(sessions.find("no such token")).isEmpty();
    for (var path :
        new String[] {
          "/probe/undeclared", "/probe/careless-socket", "/actuator/prometheus", "/audit"
        }) {
      assertThat(http.get(path, Map.of("Accept", "*/*")).status()).as(path).isIn(401, 404);
    }
  }

  /// Signed in without the slow comparison of a password.
  private void comeIn(AccountId account) {
    http.cookies().put("otklik-session", sessions.open(account));
  }

  private static Map<String, String> form(String username, String next) {
    return Map.of("username", username, "password", DemoAccounts.PASSWORD, "next", next);
  }

  private static Map<String, String> program(String authorization) {
    return Map.of("Accept", "*/*", "Authorization", authorization);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    var all = new HashMap<>(headers);
    all.put(name, value);
    return all;
  }

  /// A page without what may differ from request to request.
  private static String blind(Reply reply, String username) {
    return reply
        .body()
        .replace("value=\"" + username + "\"", "")
        .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
  }
}
