package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.otklik.app.access.AccessAlone;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.Role;
import org.otklik.app.access.signin.FirstAdmin;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.TestClock;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A centre without demonstration data, from its first start.
@SpringBootTest(
    classes = AccessAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "otklik.demo=false")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstAdminTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PASSWORD = "четыре слова и точка";

  @LocalServerPort private int port;
  @Autowired private FirstAdmin firstAdmin;
  @Autowired private Accounts accounts;
  @Autowired private TestClock clock;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  @Order(1)
  void showsNoDemonstration() {
    var page = new Http(port).get("/sign-in").body();

    assertThat(page).doesNotContain("operator1", "otklik-demo", "Демо");
  }

  @Test
  @Order(2)
  void saysWhatIsWrongAndKeepsWhatWasTyped() {
    var reply = post(new Http(port), key(), "a", " ", "short");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.body())
        .contains(
            "href=\"#displayName\"", "href=\"#username\"", "href=\"#password\"", "value=\"a\"")
        .doesNotContain("value=\"short\"");
  }

  @Test
  @Order(3)
  void letsNobodyGuessTheKey() {
    var http = new Http(port);
    for (int i = 0; i < 6; i++) {
      assertThat(post(http, "guess" + i, "mallory", "М", PASSWORD).body()).contains("Ошибка");
    }

    assertThat(post(http, key(), "mallory", "М", PASSWORD).body())
        .contains("Подождите несколько минут");
    assertThat(accounts.withRole(Role.ADMIN)).isEmpty();
  }

  @Test
  @Order(4)
  void createsTheAdministratorOnceByTheKeyFromTheConsole() {
    clock.advance(Duration.ofDays(1).plusSeconds(1));
    var key = key();
    var http = new Http(port);

    assertThat(post(http, key, "Nata", "Наталья Крылова", PASSWORD).header("Location"))
        .endsWith("/sign-in");

    assertThat(accounts.withRole(Role.ADMIN))
        .singleElement()
        .satisfies(admin -> assertThat(admin.username()).isEqualTo("nata"));
    assertThat(firstAdmin.lines()).isEmpty();
    assertThat(http.get("/first-admin").status()).isEqualTo(404);
    assertThat(http.signIn("nata", PASSWORD).status()).isEqualTo(303);
    assertThat(http.get("/audit").body()).contains("Создана учётная запись");
  }

  private String key() {
    return firstAdmin.lines().getFirst().replaceAll(".* ", "");
  }

  private static Http.Reply post(
      Http http, String key, String username, String displayName, String password) {
    http.get("/first-admin");
    return http.post(
        "/first-admin",
        Map.of(
            "token", key, "username", username, "displayName", displayName, "password", password));
  }
}
