package org.otklik.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.app.access.AccessAlone;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.TestDatabase;
import org.otklik.probes.Probes;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = {AccessAlone.class, Probes.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PagesHttpTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  @LocalServerPort private int port;
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
  }

  @Test
  void speaksRussianUntilAskedForEnglishAndRemembersThat() {
    assertThat(http.get("/sign-in", Map.of("Accept-Language", "en-US")).body())
        .contains("<html lang=\"ru\"", "Имя для входа");

    var english = http.get("/sign-in?lang=en");

    assertThat(english.header("Content-Language")).isEqualTo("en");
    assertThat(english.body())
        .contains("<html lang=\"en\"", "Username", "href=\"/sign-in?lang=ru\"");
    assertThat(http.get("/sign-in").body()).contains("Username");
    assertThat(http.get("/no-such-page").body()).contains("There is no such page");
    assertThat(http.get("/sign-in?lang=xx").body()).contains("Username");
  }

  @Test
  void switchesTheLanguageOfThePageThatIsShown() {
    assertThat(http.get("/sign-in?next=%2Fdesk%3Fa%3D1&lang=ru").body())
        .contains("href=\"/sign-in?next=%2Fdesk%3Fa%3D1&amp;lang=en\"");
    assertThat(http.get("//evil.example/page").body()).doesNotContain("href=\"//");
  }

  @ParameterizedTest
  @CsvSource({
    "/no-such-page, 404, Такой страницы нет",
    "/error, 404, Такой страницы нет",
    "/probe/failing?how=broken, 500, У нас что-то сломалось",
    "/probe/failing?how=store-away, 503, Сейчас страница не отвечает",
    "/probe/failing, 400, Запрос не получилось прочитать",
    "/probe/conflict, 409, Запрос не получилось прочитать"
  })
  void saysErrorsInWordsWithTheNumberOfTheRequest(String path, int status, String title) {
    var reply = http.get(path);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("X-Request-Id")).matches("[2-9A-Z]{8}");
    assertThat(reply.body())
        .contains(title, reply.header("X-Request-Id"))
        .doesNotContain("secret", "Exception", "at org.");
    assertThat(reply.header("Content-Security-Policy")).isNotEmpty();
  }

  @Test
  void saysWhenToComeBackWhileTheStoreIsAway() {
    assertThat(http.get("/probe/failing?how=store-away").header("Retry-After")).isEqualTo("30");
  }

  @Test
  void saysThatAPageTakesOnlyForms() {
    var reply = http.get("/sign-out");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.body()).contains("Эту страницу так открыть нельзя");
  }

  @Test
  void answersProgramsWithAProblem() {
    var reply = http.get("/no-such-page", Map.of("Accept", "application/json"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.body()).contains("\"status\":404", reply.header("X-Request-Id"));
  }

  @Test
  void servesAssetsForAYearUnderAnAddressThatChangesWithThem() {
    var body = http.get("/sign-in").body();
    var css = body.replaceAll("(?s).*href=\"(/assets/[0-9a-f]{12}/brand/otklik\\.css)\".*", "$1");

    var reply = http.get(css);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Cache-Control")).contains("max-age=31536000", "immutable", "public");
    assertThat(reply.header("Content-Type")).startsWith("text/css");
    assertThat(http.get("/assets/000000000000/brand/otklik.css").status()).isEqualTo(404);
    assertThat(http.get("/assets/" + css.split("/", -1)[2] + "/../../application.yaml").status())
        .isIn(400, 404);
  }

  @Test
  void keepsTheFirstViewSmall() {
    var page = http.get("/sign-in");

    assertThat(page.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(30 * 1024);
  }
}
