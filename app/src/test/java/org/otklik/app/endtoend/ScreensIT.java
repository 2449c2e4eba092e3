package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// Every state of every screen, on a desk and on a phone, in both languages: no barriers, no
/// scrolling sideways, no complaint of the browser. The pictures are in `target/screens`.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScreensIT {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final List<Language> LANGUAGES = List.of(Language.EN, Language.RU);

  /// The button beside a person of the desk's call-back list.
  private static final String TO_CALL_BACK =
      "[data-do=call-citizen][data-reason=CALL_DROPPED]:visible";

  private static final String ONE_CITIZEN = "+74951234501";
  private static final String SEVERAL_CITIZENS = "+74951234502";
  private static final String NO_CITIZEN = "+74951239977";
  private static final String ANSWERS = "+74951234599";
  private static final String KEYPAD = ".desk-call details:has([data-digit]) summary";
  private static final long FIRST_VIEW_BYTES_MAX = 60 * 1024;

  /// A state is looked at longer than an operator would let it ring.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "OTKLIK_DISPATCH_OFFERDEADLINE",
          "2m",
          "OTKLIK_DISPATCH_WRAPUPMAX",
          "30m",
          "OTKLIK_DISPATCH_CONSULTMAX",
          "2m",
          "OTKLIK_TELEPHONY_OUTSIDE_ALLOWED",
          "+7495",
          "OTKLIK_TELEPHONY_OUTSIDE_TRANSFERS",
          "+74951234567," + ANSWERS,
          "OTKLIK_TELEPHONY_OUTSIDE_RINGMAX",
          "3m",
          "OTKLIK_TELEPHONY_TRUNKS_NORTH_SOURCES",
          "127.0.0.1"); // citizens come by it: strangers have no number where there are trunks

  /// Server-sent events alone, without the board's own looking every five seconds.
  private static final String COUNT_CHANGES =
      """
      window.changes = 0;
      new EventSource("/board/stream").addEventListener("changed", () => window.changes++);
      """;

  @TempDir private static Path folder;
  private static Centre centre;
  private static Browser browser;
  private static Callers citizens;
  private static RingingNumber network;

  private final Screens screens = new Screens();

  @BeforeAll
  static void start() {
    network = new RingingNumber();
    var settings = new HashMap<>(SETTINGS);
    settings.put("OTKLIK_TELEPHONY_TRUNKS_NORTH_PEERS", "127.0.0.1:" + network.port());
    centre = Centre.start(folder.resolve("data"), settings);
    browser = Browser.start(Microphone.hearing(440, folder));
    citizens = new Callers(folder, centre, 1000);
  }

  @AfterAll
  static void stop() {
    browser.close();
    centre.close();
    network.close();
  }

  @AfterEach
  void nothingIsWrong() {
    assertThat(screens.faults()).isEmpty();
  }

  @Test
  void aCitizensFirstViewFitsIntoSixtyKilobytes() {
    for (var path : List.of("/", "/call", "/callback", "/waits", "/demo/outbox")) {
      try (var person = browser.person(360)) {
        var page = person.newPage();
        page.navigate(centre.address() + path);
        page.waitForLoadState();
        var bytes =
            (Number)
                page.evaluate(
                    "performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0)");
        assertThat(bytes.longValue()).as(path).isPositive().isLessThan(FIRST_VIEW_BYTES_MAX);
      }
    }
  }

  @Test
  void aCitizenCallsFromTheBrowser() {
    try (var russian = screens.hear(DeskPage.person(browser, 360));
        var english = screens.hear(DeskPage.person(browser, 360));
        var first = desk("operator1");
        var second = desk("operator3")) {
      var callers =
          Map.of(Language.RU, russian.newPage(), Language.EN, english.newPage()).entrySet();
      for (var caller : callers) {
        look(caller.getValue(), "/?lang=", "home", caller.getKey());
        look(caller.getValue(), "/call?lang=", "call-idle", caller.getKey());
        caller.getValue().click("[data-do=start]");
        lookWhen(caller.getValue(), "listening", caller.getKey());
        caller.getValue().click("[data-digit='1']");
        caller.getValue().waitForSelector("[data-part=spot]:visible");
        lookWhen(caller.getValue(), "waiting", caller.getKey());
      }
      first.ready().accept();
      second.ready().accept();
      for (var caller : callers) {
        lookWhen(caller.getValue(), "talking", caller.getKey());

        caller.getValue().reload();
        caller.getValue().waitForSelector("#call[data-state=talking]");
        caller.getValue().click("[data-do=hang-up]");
        lookWhen(caller.getValue(), "ended", caller.getKey());
      }
    }
  }

  /// Without a script, as everything of it works: the number rings and nobody confirms.
  @Test
  void aCitizenBooksACallMovesAndCancelsIt() {
    var numbers = Map.of(Language.EN, "+7 495 123-40-01", Language.RU, "8 (495) 123-40-02");
    for (var language : LANGUAGES) {
      try (var person = screens.hear(browser.person(360))) {
        var page = person.newPage();
        look(page, "/callback?lang=", "callback", language);
        page.check("input[name=topic][value=passport]");
        page.fill("#number", "8 495 ABC-45-67");
        page.click("main form button");
        page.waitForSelector(".govuk-error-summary");
        assertThat(page.inputValue("#number")).isEqualTo("8 495 ABC-45-67");
        assertThat(page.isChecked("input[name=topic][value=passport]")).isTrue();
        screens.look(page, "callback-wrong-" + language.code());

        page.fill("#number", numbers.get(language));
        page.selectOption("#when", choice(page, 20));
        page.click("main form button");
        page.waitForSelector("[data-callback=HELD]");
        screens.look(page, "callback-held-" + language.code());

        var moved = choice(page, 25);
        page.selectOption("#when", moved);
        page.click("form[action$=move] button");
        page.waitForSelector("[data-callback=HELD]");
        page.click("form[action$=cancel] button");
        page.waitForSelector("[data-callback=CANCELLED]");
        screens.look(page, "callback-cancelled-" + language.code());
      }
    }
  }

  private static String choice(Page page, int index) {
    return page.locator("#when option").nth(index).getAttribute("value");
  }

  @Test
  void aPageWithoutTheMicrophoneSaysWhatToDoAndWorksOnceItIsAllowed() {
    try (var refusing = Browser.refusing(Microphone.hearing(440, folder));
        var person = screens.hear(refusing.person(360))) {
      var page = person.newPage();
      for (var language : LANGUAGES) {
        page.navigate(centre.address() + "/call?lang=" + language.code());
        page.click("[data-do=start]");
        page.waitForSelector("[data-part=problem]:visible");
        screens.look(page, "call-denied-" + language.code());
      }

      person.grantPermissions(List.of("microphone"));
      page.waitForSelector(
          "[data-part=problem]",
          new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
      page.click("[data-do=start]");
      page.waitForSelector("#call[data-state=listening]");
      page.click("[data-do=hang-up]");
    }
  }

  @Test
  void aDeskWithoutTheMicrophoneSaysWhatToDoAndWorksOnceItIsAllowed() {
    try (var refusing = Browser.refusing(Microphone.hearing(440, folder));
        var desk = DeskPage.open(refusing, centre, "operator2")) {
      screens.hear(desk.page().context());
      desk.act("begin");
      for (var language : LANGUAGES) {
        desk.speak(language);
        desk.part("sound-problem").waitFor();
        screens.look(desk.page(), "desk-sound-problem-" + language.code());
      }
      desk.page().context().grantPermissions(List.of("microphone"));

      desk.page().waitForSelector("#desk[data-sound=open]");
      desk.act("ready");
      desk.awaitState("READY");
    }
  }

  @Test
  void theTabOpenedLastIsTheOneThatWorks() {
    try (var desk = desk("operator2")) {
      desk.ready();
      var older = desk.page();
      var newer = older.context().newPage();
      newer.navigate(centre.address() + "/desk");
      newer.waitForSelector("#desk[data-state=READY][data-sound=open]");
      older.waitForSelector("[data-part=replaced]:visible");
      screens.look(older, "desk-replaced-ru");

      older.navigate(centre.address() + "/desk?lang=en");
      newer.waitForSelector("[data-part=replaced]:visible");
      newer.navigate(centre.address() + "/desk");
      older.waitForSelector("[data-part=replaced]:visible");
      screens.look(older, "desk-replaced-en");

      older.click("[data-part=replaced] a");
      desk.awaitState("READY");
      newer.close();
    }
  }

  @Test
  void aShiftFromItsBeginningToItsEnd() throws IOException {
    try (var supervisor = screens.hear(browser.person(1280));
        var desk = desk("operator1")) {
      var board = board(supervisor);
      lookAtBoard(board, "board-empty", "#board");
      board.evaluate(COUNT_CHANGES);
      testsAndChoosesTheMicrophone(desk);

      desk.act("begin");
      desk.page().waitForSelector("#desk[data-state=PAUSED][data-sound=open]");
      lookInBothLanguages(desk, "desk-paused");
      desk.act("ready");
      desk.awaitState("READY");
      lookInBothLanguages(desk, "desk-ready");
      board.waitForFunction("window.changes > 0");
      board.waitForSelector("#board-operators .govuk-tag[data-state=READY]");

      try (var phone = citizens.queued(ONE_CITIZEN, LONG)) {
        var second = queuedMeanwhile(SEVERAL_CITIZENS);
        ringsWithEverythingThatHelpsToDecide(desk);
        talksWithMuteHoldAndKeys(desk, phone);
        try (var other = citizens.queued(NO_CITIZEN, LONG);
            var several = second.get()) {
          board.waitForSelector("#board-waiting tbody tr:nth-child(2)");
          lookAtBoard(board, "board-waiting", "#board-waiting tbody tr");

          desk.act("hang-up");
          assertThat(phone.verdict()).isZero();
          wrapsUpWithFaultsAtTheirFields(desk);

          withoutRoomForRecordings(
              () -> {
                desk.accept();
                lookInBothLanguages(desk, "desk-several-citizens");
                desk.act("hang-up");
                assertThat(several.verdict()).isZero();
                board.waitForSelector("#board-alarms .desk-alarm");
              });
          lookAtBoard(board, "board-recording-alarm", "#board-alarms .desk-alarm");
          desk.finish("Спросили про два заявления");

          desk.accept();
          lookInBothLanguages(desk, "desk-no-citizen");
          desk.act("hang-up");
          assertThat(other.verdict()).isZero();
          desk.finish("Ошиблись номером");
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
      lookInBothLanguages(desk, "desk-ready-with-talks");
      plays(desk.page());
      lookAtTheAuditTrail(board);
    }
  }

  @Test
  void operatorsTogetherAndNumbersOutside() {
    try (var supervisor = screens.hear(DeskPage.person(browser, 1280));
        var anna = desk("operator1").ready();
        var _ = queuedFor(anna);
        var boris = desk("operator3").ready()) {
      anna.accept();
      anna.chooseColleague(nameOf(boris));
      anna.act("ask-colleague");
      boris.accept();
      lookAtStage(anna, "CONSULTING", "desk-consulting");
      anna.act("swap");
      boris.page().waitForSelector("[data-part=consult][data-stage=WITH_CITIZEN]:visible");
      screens.look(boris.page(), "desk-consulted-waits-ru");
      anna.act("join");
      lookAtStage(anna, "JOINED", "desk-joined");
      anna.act("end-consult");
      boris.awaitState("READY");

      var board = board(supervisor);
      board.click("[data-listen]");
      board.waitForSelector("#supervision[data-how=LISTEN]");
      screens.look(board, "board-listening-ru");
      anna.page().waitForSelector("[data-part=supervised]:not(:empty)");
      lookInBothLanguages(anna, "desk-supervised");
      board.click("#supervision [data-how=LEAVE]");

      anna.handsOn().act("park");
      anna.awaitState("WRAP_UP");
      lookInBothLanguages(anna, "desk-parked");
      boris.page().waitForSelector("[data-do=take-back]");
      screens.look(boris.page(), "desk-parked-by-somebody-else-ru");
      anna.act("take-back");
      anna.awaitState("IN_CALL");

      anna.handsOn().page().fill("#to-number", "112");
      anna.act("to-number");
      anna.page().waitForSelector("[data-part=messages]:not(:empty)");
      screens.look(anna.page(), "desk-number-not-allowed-ru");
      anna.page().fill("#to-number", "8 495 123-45-67");
      anna.act("to-number");
      anna.page().waitForSelector("[data-part=outside]:visible");
      lookInBothLanguages(anna, "desk-to-number");
      anna.act("stop-transfer");
      anna.page()
          .waitForSelector(
              "[data-part=outside]",
              new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));
      anna.handsOn().page().fill("#to-number", ANSWERS);
      anna.act("ask-number");
      anna.page().waitForSelector("[data-part=consult][data-stage=CONSULTING]");
      lookInBothLanguages(anna, "desk-asks-outside");
      anna.act("hand-over");

      anna.awaitState("WRAP_UP");
      lookAtBoard(board, "board-talk-outside", "#board-outside");
      anna.page().waitForSelector("[data-do=call-citizen]:visible");
      anna.act("call-citizen");
      anna.page().waitForSelector("[data-part=talk-state][data-state=calling]");
      lookInBothLanguages(anna, "desk-calling");
      anna.act("hang-up");
      anna.awaitState("WRAP_UP");
      screens.look(anna.page(), "desk-not-reached-ru");
      anna.finish("Не дозвонились");
      screens.look(anna.page(), "desk-ready-to-call-ru");
    }
  }

  private void lookAtStage(DeskPage desk, String stage, String name) {
    desk.page().waitForSelector("[data-part=consult][data-stage=" + stage + "]:visible");
    lookInBothLanguages(desk, name);
    desk.page().waitForSelector("[data-part=consult][data-stage=" + stage + "]:visible");
  }

  private static String nameOf(DeskPage desk) {
    return desk.page().locator(".otk-header__visitor a").innerText().strip();
  }

  /// The last: a centre that does not come back fails this test alone.
  @Test
  @Order(Integer.MAX_VALUE)
  void afterACrashNothingIsLost() {
    try (var russian = screens.hear(DeskPage.person(browser, 360));
        var english = screens.hear(DeskPage.person(browser, 360));
        var supervisor = screens.hear(browser.person(1280));
        var englishSupervisor = screens.hear(browser.person(1280));
        var talking = desk("operator1");
        var paused = desk("operator2");
        var _ = queuedFor(talking.ready());
        var _ = citizens.queued("+74951234577", LONG)) {
      talking.accept();
      paused.act("begin");
      paused.awaitState("PAUSED");
      paused.speak(Language.EN);
      var board = board(supervisor);
      var englishBoard = board(englishSupervisor);
      englishBoard.navigate(centre.address() + "/board?lang=en");
      var callers = List.of(waiting(russian, Language.RU), waiting(english, Language.EN));

      centre.kill();
      talking.page().fill("#note-text", "Набрано без связи");
      talking.part("link-down").waitFor();
      talking.page().waitForSelector("[data-note-status][data-state=unsaved]");
      screens.look(talking.page(), "desk-link-down-ru");
      paused.part("link-down").waitFor();
      screens.look(paused.page(), "desk-link-down-en");
      board.waitForSelector("#board-stale:visible");
      screens.look(board, "board-stale-ru");
      englishBoard.waitForSelector("#board-stale:visible");
      screens.look(englishBoard, "board-stale-en");
      lookWhen(callers.get(0), "lost", Language.RU);
      lookWhen(callers.get(1), "lost", Language.EN);

      centre.startAgain();
      for (var caller : callers) {
        caller.waitForSelector(
            "#call[data-state=ended]",
            new Page.WaitForSelectorOptions().setTimeout((double) LONG.toMillis()));
      }
      talking.awaitState("WRAP_UP");
      talking.page().waitForSelector("[data-note-status][data-state=saved]");
      talking.speak(Language.RU);
      talking.page().waitForSelector("#note-text");
      assertThat(talking.page().inputValue("#note-text")).isEqualTo("Набрано без связи");
      talking.finish("Связь прервалась");
      talking.page().waitForSelector(TO_CALL_BACK);
      lookInBothLanguages(talking, "desk-to-call-back");
      talking.act("call-citizen");
      talking.page().waitForSelector("[data-part=talk-state][data-state=calling]");
      talking.act("hang-up");
      talking.awaitState("READY");
      talking.page().waitForSelector(TO_CALL_BACK);
      board.waitForSelector("#board-call-back tbody tr");
      lookAtBoard(board, "board-call-back", "#board-call-back tbody tr");
      board.click("#board-call-back button");
      board.waitForSelector(".desk-messages");
      screens.look(board, "board-called-ru");
    }
  }

  private void testsAndChoosesTheMicrophone(DeskPage desk) {
    desk.act("test-microphone");
    Await.until("the level moves", SOON, () -> level(desk) > 0.1);
    desk.page().selectOption("#microphone", new SelectOption().setIndex(1));
    lookInBothLanguages(desk, "desk-offline");
    desk.page().waitForFunction("document.getElementById('microphone').selectedIndex === 1");
  }

  private void ringsWithEverythingThatHelpsToDecide(DeskPage desk) {
    assertThat(desk.ringing()).isEqualTo(ONE_CITIZEN);
    assertThat(desk.page().title()).startsWith("☎");
    assertThat(desk.part("offer-topic").innerText()).contains("паспорт");
    assertThat(desk.part("offer-waited").innerText()).matches("\\d\\d:\\d\\d");
    assertThat(desk.part("offer-left").innerText()).matches("0[012]:\\d\\d");
    assertThat(desk.part("offer-reason").innerText()).contains("свободны");
    for (var language : LANGUAGES) {
      desk.speak(language);
      desk.awaitRing();
      screens.look(desk.page(), "desk-ringing-" + language.code());
      desk.act("decline");
      screens.look(desk.page(), "desk-declining-" + language.code());
    }
  }

  /// The shortcuts work while the operator types.
  private void talksWithMuteHoldAndKeys(DeskPage desk, SippPhone phone) {
    var page = desk.page();
    page.keyboard().press("Alt+a");
    desk.awaitState("IN_CALL");
    page.waitForSelector("#note-text:focus");
    page.keyboard().type("Спросила, когда будет готов паспорт");
    page.waitForSelector("[data-note-status][data-state=saved]");
    lookInBothLanguages(desk, "desk-in-call");

    page.focus("#note-text");
    page.keyboard().press("Alt+m");
    assertThat(page.getAttribute("[data-part=mute]", "aria-pressed")).isEqualTo("true");
    lookInBothLanguages(desk, "desk-muted");
    page.keyboard().press("Alt+m");
    page.keyboard().press("Alt+h");
    assertThat(page.getAttribute("[data-part=hold]", "aria-pressed")).isEqualTo("true");
    lookInBothLanguages(desk, "desk-on-hold");
    page.keyboard().press("Alt+h");
    assertThat(page.inputValue("#note-text")).isEqualTo("Спросила, когда будет готов паспорт");

    page.click(KEYPAD);
    page.click("[data-digit='7']");
    page.click("[data-digit='#']");
    Await.until("the keys are pressed", SOON, () -> phone.sound().keys().equals("7#"));
    screens.look(page, "desk-keys-ru");
    page.click(KEYPAD);
  }

  private void wrapsUpWithFaultsAtTheirFields(DeskPage desk) {
    desk.awaitState("WRAP_UP");
    lookInBothLanguages(desk, "desk-wrap-up");
    for (var language : LANGUAGES) {
      desk.speak(language);
      desk.page().click("form[data-note] button[type=submit]");
      desk.page().waitForSelector("[data-faults]:focus");
      screens.look(desk.page(), "desk-note-errors-" + language.code());
    }
    assertThat(desk.page().locator("[data-faults] li").count()).isEqualTo(2);
    assertThat(desk.page().inputValue("#note-text")).startsWith("Спросила");
    desk.page().click("[data-faults] a >> nth=0");
    assertThat(desk.page().evaluate("document.activeElement.id")).isEqualTo("note-reason");
    desk.page().selectOption("#note-reason", "how-to");
    desk.page().selectOption("#note-resolution", "SOLVED");
    desk.page().keyboard().press("Alt+s");
    desk.awaitState("READY", "RINGING");
  }

  private void plays(Page desk) {
    var recordings =
        desk.locator("#recent ~ tbody a").all().stream()
            .map(link -> centre.address() + link.getAttribute("href") + "?lang=")
            .toList();
    for (var language : LANGUAGES) {
      desk.navigate(recordings.get(0) + language.code());
      desk.waitForSelector("audio[controls]");
      screens.look(desk, "recording-" + language.code());
      desk.navigate(recordings.get(1) + language.code());
      assertThat(desk.locator("audio").count()).isZero();
      screens.look(desk, "recording-missing-" + language.code());
    }
    desk.navigate(centre.address() + "/desk");
    desk.waitForSelector("#desk[data-link=up]");
  }

  private void lookAtTheAuditTrail(Page page) {
    for (var language : LANGUAGES) {
      look(page, "/audit?lang=", "audit", language);
    }
  }

  /// A disk without room: nothing can be created where recordings go.
  private static void withoutRoomForRecordings(Runnable meanwhile) throws IOException {
    var recordings = centre.data().resolve("recordings");
    var aside = centre.data().resolve("aside");
    Files.move(recordings, aside);
    Files.createFile(recordings);
    meanwhile.run();
    Files.delete(recordings);
    Files.move(aside, recordings);
  }

  private void lookAtBoard(Page board, String name, String awaited) {
    for (var language : LANGUAGES) {
      board.navigate(centre.address() + "/board?lang=" + language.code());
      board.waitForSelector(awaited);
      screens.look(board, name + "-" + language.code());
      Browser.keepPart(board, name + "-" + language.code(), "/board/now");
    }
  }

  private void lookInBothLanguages(DeskPage desk, String name) {
    for (var language : LANGUAGES) {
      desk.speak(language);
      var contact = desk.page().locator("[data-part=contact]");
      if (desk.page().locator("#desk[data-state=IN_CALL], #desk[data-state=WRAP_UP]").count() > 0) {
        desk.page().waitForSelector("form[data-note]");
        Browser.keepPart(
            desk.page(),
            name + "-" + language.code(),
            contact.locator("form[data-note]").getAttribute("action").replace("/note", ""));
      }
      screens.look(desk.page(), name + "-" + language.code());
    }
  }

  private void look(Page page, String path, String name, Language language) {
    page.navigate(centre.address() + path + language.code());
    screens.look(page, name + "-" + language.code());
  }

  private void lookWhen(Page caller, String state, Language language) {
    caller.waitForSelector("#call[data-state=" + state + "]");
    screens.look(caller, "call-" + state + "-" + language.code());
  }

  private static Page waiting(BrowserContext person, Language language) {
    var page = person.newPage();
    page.navigate(centre.address() + "/call?lang=" + language.code());
    page.click("[data-do=start]");
    page.waitForSelector("#call[data-state=listening]");
    page.click("[data-digit='1']");
    page.waitForSelector("#call[data-state=waiting]");
    return page;
  }

  private DeskPage desk(String operator) {
    var desk = DeskPage.open(browser, centre, operator);
    screens.hear(desk.page().context());
    return desk;
  }

  private static Page board(BrowserContext supervisor) {
    var page = supervisor.newPage();
    DeskPage.signIn(page, centre, "supervisor1");
    page.waitForURL("**/board");
    return page;
  }

  private static SippPhone queuedFor(DeskPage desk) {
    var phone = citizens.queued(ONE_CITIZEN, LONG);
    desk.awaitRing();
    return phone;
  }

  private static CompletableFuture<SippPhone> queuedMeanwhile(String number) {
    return CompletableFuture.supplyAsync(() -> citizens.queued(number, LONG));
  }

  private static double level(DeskPage desk) {
    return ((Number) desk.part("level").evaluate("meter => meter.value")).doubleValue();
  }
}
