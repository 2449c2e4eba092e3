package org.otklik.app.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.access.AccessAlone;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.TestDatabase;
import org.otklik.probes.Gallery;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = {AccessAlone.class, Gallery.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PagesIT {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final List<Integer> WIDTHS = List.of(1280, 360);
  private static final List<String> LANGUAGES = List.of("ru", "en");
  private static final Browser BROWSER = Browser.start();

  @LocalServerPort private int port;

  /// A page in one of its states.
  ///
  /// @param reach leads from the blank page to the state
  record State(String name, String account, String path, Consumer<Page> reach) {

    State(String name, String path) {
      this(name, "", path, _ -> {});
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void close() {
    BROWSER.close();
    DATABASE.close();
  }

  static Stream<State> states() {
    return Stream.of(
        new State("gallery", "/gallery?a"),
        new State("gallery-errors", "/gallery?errors=true"),
        new State("gallery-dense", "/gallery?dense=true"),
        new State("gallery-dense-errors", "/gallery?dense=true&errors=true"),
        new State("sign-in", "/sign-in?next="),
        new State(
            "sign-in-missing",
            "",
            "/sign-in?next=",
            page -> page.locator("main button[type=submit]").click()),
        new State("sign-in-wrong", "", "/sign-in?next=", PagesIT::signInWrongly),
        new State("error-404", "/no-such-page?a"),
        new State("error-400", "supervisor1", "/audit?before=x", _ -> {}),
        new State("error-403", "citizen1", "/audit?a", _ -> {}),
        new State("audit", "supervisor1", "/audit?what=access", _ -> {}),
        new State("audit-none", "supervisor1", "/audit?what=nothing", _ -> {}),
        new State("audit-errors", "supervisor1", "/audit?who=nobody&from=x&kind=account", _ -> {}));
  }

  @ParameterizedTest
  @MethodSource("states")
  void hasNoBarriersInAnyLanguageAndWidth(State state) {
    for (var width : WIDTHS) {
      try (var person = person(state.account(), width)) {
        for (var language : LANGUAGES) {
          var page = person.newPage();
          var faults = faultsOf(page);
          page.navigate(url(state.path() + "&lang=" + language));
          state.reach().accept(page);

          Browser.keepScreen(page, state.name() + "-" + width + "-" + language);
          Browser.keepHtml(page, state.name() + "-" + language);
          assertThat(Browser.barriers(page)).as("%s %d %s", state, width, language).isEmpty();
          assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
              .as("%s does not scroll sideways at %d", state.name(), width)
              .isEqualTo(true);
          assertThat(faults).as("console of %s", state.name()).isEmpty();
        }
      }
    }
  }

  @Test
  void worksWithoutScripts() {
    try (var person = BROWSER.person(360, false)) {
      var page = person.newPage();
      page.navigate(url("/sign-in?next=%2Faudit"));
      page.fill("#username", "supervisor1");
      page.fill("#password", DemoAccounts.PASSWORD);
      page.click("main button[type=submit]");
      assertThat(page.locator("h1").innerText()).isEqualTo("Журнал доступа");

      page.click("text=English");
      assertThat(page.locator("h1").innerText()).isEqualTo("Audit trail");

      page.click("text=Sign out");
      assertThat(page.locator("h1").innerText()).isEqualTo("Sign in");
    }
  }

  @Test
  void movesTheFocusToTheSummaryOfErrorsAndFromThereToTheField() {
    try (var person = BROWSER.person(1280)) {
      var page = person.newPage();
      page.navigate(url("/sign-in"));
      page.click("main button[type=submit]");

      assertThat(page.title()).startsWith("Ошибка: Вход");
      assertThat(page.evaluate("document.activeElement.className"))
          .asString()
          .contains("govuk-error-summary");
      page.click(".govuk-error-summary a[href='#password']");
      assertThat(page.evaluate("document.activeElement.id")).isEqualTo("password");
    }
  }

  @Test
  void reachesEverythingByTheKeyboardBeginningWithTheWayToTheContent() {
    try (var person = BROWSER.person(1280)) {
      var page = person.newPage();
      page.navigate(url("/sign-in"));
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus").innerText()).isEqualTo("Перейти к содержанию");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus").getAttribute("id")).isEqualTo("username");
      page.keyboard().type("citizen1");
      page.keyboard().press("Tab");
      page.keyboard().type(DemoAccounts.PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL(url("/"));
    }
  }

  @Test
  void showsThePasswordOnRequest() {
    try (var person = BROWSER.person(1280)) {
      var page = person.newPage();
      page.navigate(url("/sign-in"));
      page.fill("#password", "secret");
      page.click("button:has-text('Показать')");

      assertThat(page.locator("#password").getAttribute("type")).isEqualTo("text");
      assertThat(page.locator(".govuk-password-input__toggle").innerText()).isEqualTo("Скрыть");
    }
  }

  @Test
  void fitsTheFirstViewIntoSixtyKilobytes() {
    try (var person = BROWSER.person(1280)) {
      var page = person.newPage();
      page.navigate(url("/sign-in"));
      var bytes =
          page.evaluate(
              "performance.getEntries().filter(e => e.transferSize).reduce((sum, e) => sum + e.transferSize, 0)");

      assertThat(((Number) bytes).longValue()).isPositive().isLessThan(60 * 1024);
    }
  }

  private BrowserContext person(String account, int width) {
    var person = BROWSER.person(width);
    if (!account.isEmpty()) {
      var page = person.newPage();
      page.navigate(url("/sign-in"));
      page.fill("#username", account);
      page.fill("#password", DemoAccounts.PASSWORD);
      page.click("main button[type=submit]");
      page.waitForURL(url("/"));
      page.close();
    }
    return person;
  }

  private static void signInWrongly(Page page) {
    page.fill("#username", "somebody" + System.identityHashCode(page));
    page.fill("#password", "wrong");
    page.click("main button[type=submit]");
    page.waitForSelector(".govuk-error-summary");
  }

  /// What the browser complains of: a blocked script or style, an exception. That a page was
  /// refused is no fault of its own.
  private static List<String> faultsOf(Page page) {
    var faults = new CopyOnWriteArrayList<String>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            faults.add(message.text());
          }
        });
    page.onPageError(faults::add);
    return faults;
  }

  private String url(String path) {
    return "http://localhost:" + port + path;
  }
}
