package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;
import tools.jackson.databind.json.JsonMapper;

/// What was written down is read back to the citizen, disputed and settled; and a supervisor
/// directs the shift and looks back at it. One product, one operator, one citizen, one supervisor.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadBackAndBoardIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OLGA = "+74951234501";
  private static final long FIRST_VIEW_BYTES_MAX = 60 * 1024;
  private static final Map<String, String> SETTINGS =
      Map.of("OTKLIK_DISPATCH_OFFERDEADLINE", "2m", "OTKLIK_DISPATCH_WRAPUPMAX", "30m");

  /// User parts of addresses, escaped as they must be there.
  private static final List<String> HOSTILE =
      List.of(
          "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
          "%3Cscript%3Ealert(2)%3C/script%3E", "=1+1%0D%0A%7B%22message%22%3A%22forged%22%7D");

  @TempDir private static Path folder;
  private static Centre centre;
  private static Browser browser;
  private static Callers citizens;
  private static DeskPage desk;
  private static Page supervisor;
  private static Http reader;

  private final Screens screens = new Screens();

  @BeforeAll
  static void start() {
    centre = Centre.start(folder.resolve("data"), SETTINGS);
    browser = Browser.start(Microphone.hearing(440, folder));
    citizens = new Callers(folder, centre, 1000);
    desk = DeskPage.open(browser, centre, "operator1").ready();
    supervisor = signedIn("supervisor1", true);
    reader = new Http(centre.httpPort());
    reader.signIn("supervisor1", DemoAccounts.PASSWORD);
  }

  @AfterAll
  static void stop() {
    desk.close();
    browser.close();
    centre.close();
  }

  @AfterEach
  void nothingIsWrong() {
    assertThat(screens.faults()).isEmpty();
  }

  @Test
  @Order(1)
  void whatWasWrittenDownIsConfirmedDisputedAndSettled() {
    try (var phone = citizens.queued(OLGA, LONG)) {
      desk.accept();
      mark(0, "ADDRESS", "Тверь, улица Мира, 5");
      mark(1, "REQUEST", "Прислать копию решения");
      namesTheCitizen();
      row(1).locator("button[name=right][value=true]").click();
      awaitStanding(1, "CONFIRMED");
      screens.look(desk.page(), "desk-read-back-ru");

      var withoutScripts = signedIn("citizen1", false);
      withoutScripts.navigate(centre.address() + "/my");
      var id = row(0).getAttribute("data-statement");
      anOldPageConfirmsNothing(withoutScripts);
      anotherCitizenFindsNothing(id);
      disputes(withoutScripts, id);
      awaitStanding(0, "DISPUTED");

      settles(id);
      confirms(withoutScripts, id);
      awaitStanding(0, "CONFIRMED");
      assertThat(withoutScripts.innerText("main"))
          .contains("Вы правы, исправлено", "подтверждено голосом");
      fitsIntoSixtyKilobytes();
      desk.act("hang-up");
      assertThat(phone.verdict()).isZero();
      desk.finish("Просила выслать копию");
    }
    var trail = supervisorAsks("/audit?what=statement");
    assertThat(trail)
        .contains(
            "запись дана гражданину на подтверждение", "запись оспорена", "запись подтверждена");
    assertThat(supervisorAsks("/audit?what=contact.viewed")).contains("список споров");
  }

  private void mark(int number, String kind, String text) {
    row(number).locator("select[name=kind]").selectOption(kind);
    row(number).locator("input[name=text]").fill(text);
    desk.page().waitForSelector("[data-read-back-status]:has-text('Сохранено')");
    row(number).locator("[data-mark]").click();
    awaitStanding(number, "OPEN");
  }

  /// The number alone shows nothing to anybody; it only offers who it may be.
  private static void namesTheCitizen() {
    assertThat(desk.part("shown-to").innerText()).contains("не видит никто");
    desk.page().click("form[action$='/addressee'] button");
    desk.page().waitForSelector("[data-part=shown-to]:has-text('на своей странице')");
  }

  private static Locator row(int number) {
    return desk.page().locator("[data-statement]").nth(number);
  }

  private static void awaitStanding(int number, String standing) {
    desk.page()
        .waitForSelector(
            "[data-statement]:nth-child(%d)[data-standing=%s]".formatted(number + 1, standing));
  }

  /// The operator corrects the words while the citizen reads the old ones.
  private void anOldPageConfirmsNothing(Page citizen) {
    assertThat(citizen.innerText("main")).contains("Тверь, улица Мира, 5", "Мария Лебедева");
    row(0).locator("input[name=text]").fill("Тверь, улица Мира, 7");
    row(0).locator("[data-mark]").click();
    desk.page()
        .waitForSelector(
            "[data-statement]:nth-child(1) input[name=version][value='2']",
            new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));

    citizen.click("[data-standing=OPEN] button[value=true]");

    assertThat(citizen.innerText(".govuk-error-summary")).contains("изменилась");
    assertThat(citizen.innerText("main")).contains("Мира, 7");
    awaitStanding(0, "OPEN");
  }

  private static void anotherCitizenFindsNothing(String id) {
    var galina = new Http(centre.httpPort());
    galina.signIn("citizen2", DemoAccounts.PASSWORD);
    assertThat(galina.get("/my").body()).doesNotContain("Мира");
    assertThat(
            galina.post("/my/statements/" + id, Map.of("version", "2", "right", "true")).status())
        .isEqualTo(404);
  }

  private void disputes(Page citizen, String id) {
    var statement = "[data-statement='" + id + "'] ";
    citizen.fill(statement + "textarea", "Дом 15, а не 7");
    citizen.click(statement + "button[value=false]");
    assertThat(citizen.innerText(".govuk-notification-banner")).contains("старшему смены");
  }

  private void settles(String id) {
    for (var language : List.of(Language.EN, Language.RU)) {
      supervisor.navigate(centre.address() + "/disputes?lang=" + language.code());
      screens.look(supervisor, "disputes-" + language.code());
    }
    assertThat(supervisor.innerText("main")).contains("Дом 15, а не 7", "Мария");
    assertThat(supervisor.locator("[data-dispute] a[href^='/recordings/']").count()).isEqualTo(1);

    supervisor.click("main button[type=submit]");
    assertThat(supervisor.innerText(".govuk-error-summary")).contains("Напишите гражданину");
    screens.look(supervisor, "disputes-error-ru");
    supervisor.fill("#corrected-" + id, "Тверь, улица Мира, 15");
    supervisor.fill("#note-" + id, "Вы правы, исправлено");
    supervisor.click("main button[type=submit]");
    assertThat(supervisor.innerText("main")).contains("Спор закрыт", "Споров нет");
  }

  private void confirms(Page citizen, String id) {
    citizen.navigate(centre.address() + "/my");
    assertThat(citizen.innerText("main")).contains("Мира, 15", "Вы правы, исправлено");
    citizen.click("[data-statement='" + id + "'] button[value=true]");
    assertThat(citizen.innerText(".govuk-notification-banner")).contains("подтверждена");
    for (var details : citizen.locator("summary").all()) {
      details.click();
    }
  }

  private void fitsIntoSixtyKilobytes() {
    var page = signedIn("citizen1", true);
    for (var language : List.of(Language.EN, Language.RU)) {
      page.navigate(centre.address() + "/my?lang=" + language.code());
      page.waitForLoadState();
      screens.look(page, "my-" + language.code());
    }
    var fresh = browser.person(360);
    fresh.addCookies(page.context().cookies());
    var first = fresh.newPage();
    first.navigate(centre.address() + "/my");
    first.waitForLoadState();
    var bytes =
        (Number)
            first.evaluate(
                "performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0)");
    assertThat(bytes.longValue()).isPositive().isLessThan(FIRST_VIEW_BYTES_MAX);
    fresh.close();
    page.context().close();
  }

  @Test
  @Order(2)
  void aSupervisorPausesAnOperatorPullsACallForwardAndBringsTheOperatorBack() {
    var operator = "/board/operators/" + DemoAccounts.OPERATOR_1.value();
    supervisor.navigate(centre.address() + operator + "?lang=ru");
    supervisor.click("form[action$='/pause'] button");
    desk.awaitState("PAUSED");
    assertThat(desk.part("pause-why").innerText()).contains("старшего смены");

    try (var _ = citizens.queued("+74951230011", LONG);
        var second = citizens.queued("+74951230022", LONG)) {
      supervisor.navigate(centre.address() + "/board");
      supervisor.waitForSelector("#board-waiting tbody tr:nth-child(2)");
      supervisor.click("#board-waiting tr:has-text('**22') a");
      supervisor.click("main button[type=submit]");
      assertThat(supervisor.innerText(".govuk-error-summary")).contains("причину");
      screens.look(supervisor, "pull-error-ru");
      supervisor.fill("#reason", "Уезжает сегодня");
      supervisor.click("main button[type=submit]");
      supervisor.waitForSelector("#board-waiting >> text=Уезжает сегодня");
      screens.look(supervisor, "board-pulled-ru");

      supervisor.navigate(centre.address() + "/board/operators");
      screens.look(supervisor, "operators-ru");
      supervisor.click("main td a:has-text('Мария')");
      screens.look(supervisor, "operator-ru");
      supervisor.click("form[action$='/unpause'] button");
      assertThat(desk.ringing()).isEqualTo("+74951230022");
      assertThat(desk.part("offer-reason").innerText()).contains("Уезжает сегодня");
      desk.accept();
      desk.act("hang-up");
      assertThat(second.verdict()).isZero();
      supervisor.navigate(centre.address() + operator);
      supervisor.selectOption("#level-passport", "");
      supervisor.click("form[action$='/topics'] button");
      assertThat(supervisor.innerText("main")).contains("Темы сохранены");
      desk.finish("Помогли");
      desk.awaitState("READY"); // the first is about a topic that is not this operator's any more
      supervisor.selectOption("#level-passport", "5");
      supervisor.click("form[action$='/topics'] button");
      desk.accept();
      desk.act("hang-up");
      desk.finish("Помогли и первому");
    }
    assertThat(supervisorAsks("/audit?what=contact.pulled")).contains("Уезжает сегодня");
  }

  @Test
  @Order(3)
  void thePastIsCountedDrawnAndExported() {
    for (var language : List.of(Language.EN, Language.RU)) {
      supervisor.navigate(centre.address() + "/history?interval=QUARTER&lang=" + language.code());
      assertThat(supervisor.locator("#contact-charts .desk-chart[aria-hidden=true] svg").count())
          .isEqualTo(2);
      screens.look(supervisor, "history-" + language.code());
    }
    Await.until(
        "three talks and their wrap-ups are counted",
        SOON,
        () -> supervisorAsks("/history.csv?interval=DAY").matches("(?s).*,3,3,0,.*,\\d+\r\n"));
    assertThat(supervisorAsks("/history.csv")).startsWith("\uFEFFНачало,Тема,");
    supervisor.navigate(centre.address() + "/history?from=завтра");
    assertThat(supervisor.innerText(".govuk-error-summary")).contains("31.03.2026");
  }

  @Test
  @Order(4)
  void recordingsAreFoundAndEverySearchIsKnown() {
    supervisor.navigate(centre.address() + "/history");
    var today = supervisor.inputValue("#from");
    supervisor.navigate(centre.address() + "/recordings?lang=ru");
    supervisor.fill("#day", today);
    supervisor.fill("#number", "4501");
    supervisor.click("main button[type=submit]");
    assertThat(supervisor.locator("#found ~ tbody tr").count()).isEqualTo(1);
    screens.look(supervisor, "recordings-ru");
    supervisor.click("#found ~ tbody a");
    assertThat(supervisor.innerText("main")).contains("Хранится до");

    supervisor.navigate(centre.address() + "/recordings?lang=en&day=x&number=12");
    assertThat(supervisor.locator(".govuk-error-summary li").count()).isEqualTo(2);
    screens.look(supervisor, "recordings-errors-en");
    assertThat(supervisorAsks("/audit?what=recordings.searched")).contains("4501");
  }

  /// The telephone network hands on whatever a caller has set.
  @Test
  @Order(5)
  void nothingThatACallerIsCalledRunsOrForgesALine() {
    var done = new CopyOnWriteArrayList<String>();
    watch(desk.page(), done);
    watch(supervisor, done);
    supervisor.navigate(centre.address() + "/board");
    try (var _ = SippCrowd.call(folder, centre, HOSTILE)) {
      desk.awaitRing();
      assertThat(desk.part("offer-number").innerText()).containsAnyOf("alert(", "=1+1");
      supervisor.waitForSelector(
          "#board-waiting tbody tr:nth-child(3)"); // who rings stands there too
      for (var _ : HOSTILE) {
        desk.accept();
        desk.act("hang-up");
        desk.finish("Учение");
      }
    }
    for (var path : List.of("/board", "/history", "/recordings", "/audit")) {
      supervisor.navigate(centre.address() + path);
    }
    assertThat(done).isEmpty();
    assertThat(centre.log().lines().filter(line -> line.startsWith("{")))
        .isNotEmpty()
        .allSatisfy(line -> JsonMapper.shared().readTree(line))
        .noneMatch(line -> line.contains("\"message\":\"forged\""));
    assertThat(centre.log()).doesNotContain("alert(");
  }

  /// What ran, and what the content security policy had to stop.
  private static void watch(Page page, List<String> done) {
    page.onDialog(
        dialog -> {
          done.add("dialog " + dialog.message());
          dialog.dismiss();
        });
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            done.add(message.text());
          }
        });
  }

  private static String supervisorAsks(String path) {
    return reader.get(path).body();
  }

  private static Page signedIn(String username, boolean scripts) {
    var person = browser.person(1280, scripts);
    person.setDefaultTimeout((double) SOON.toMillis());
    var page = person.newPage();
    DeskPage.signIn(page, centre, username);
    return page;
  }
}
