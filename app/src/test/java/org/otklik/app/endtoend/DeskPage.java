package org.otklik.app.endtoend;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;

/// An operator at the desk, in a browser with a fake microphone.
final class DeskPage implements AutoCloseable {
  private static final double WITHIN_MILLIS = 30_000;

  /// The strongest frequency of what the page hears, in Hz; 0 for silence.
  private static final String HEARD =
      """
      async (selector) => {
        const audio = document.querySelector(selector);
        if (!audio || !audio.srcObject) return 0;
        const context = new AudioContext();
        await context.resume();
        const source = context.createMediaStreamSource(audio.srcObject);
        const analyser = context.createAnalyser();
        analyser.fftSize = 16384;
        source.connect(analyser);
        await new Promise((done) => setTimeout(done, 700));
        const bins = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(bins);
        let strongest = 0;
        for (let i = 0; i < bins.length; i++) {
          if (i * context.sampleRate / analyser.fftSize > 100 && (strongest === 0 || bins[i] > bins[strongest])) {
            strongest = i;
          }
        }
        const hertz = bins[strongest] > -70 ? strongest * context.sampleRate / analyser.fftSize : 0;
        await context.close();
        return hertz;
      }
      """;

  /// How loud one frequency is in what the page hears, in decibels; -200 for no sound at all.
  private static final String LEVEL =
      """
      async ([selector, hertz]) => {
        const audio = document.querySelector(selector);
        if (!audio || !audio.srcObject) return -200;
        const context = new AudioContext();
        await context.resume();
        const source = context.createMediaStreamSource(audio.srcObject);
        const analyser = context.createAnalyser();
        analyser.fftSize = 16384;
        source.connect(analyser);
        await new Promise((done) => setTimeout(done, 700));
        const bins = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(bins);
        const bin = Math.round((hertz * analyser.fftSize) / context.sampleRate);
        await context.close();
        return Math.max(-200, ...bins.slice(bin - 2, bin + 3));
      }
      """;

  private static final String PLAIN_MICROPHONE =
      """
      if (navigator.mediaDevices) {
        const taken = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = () =>
          taken({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
      }
      """;

  private final BrowserContext person;
  private final Page page;
  private @Nullable Dialog sleep;

  private DeskPage(BrowserContext person, Page page) {
    this.person = person;
    this.page = page;
  }

  /// Signs in and opens the desk.
  static DeskPage open(Browser browser, Centre centre, String username) {
    var person = person(browser, 1280);
    var page = person.newPage();
    signIn(page, centre, username);
    if (!page.url().contains("/desk")) { // two loads at once would be two pages of one operator
      page.navigate(centre.address() + "/desk");
    }
    var desk = new DeskPage(person, page);
    desk.awaitState("OFFLINE", "PAUSED", "READY", "RINGING", "IN_CALL", "WRAP_UP");
    return desk;
  }

  /// A person whose microphone is taken as it is: the browser would take a steady tone for noise.
  static BrowserContext person(Browser browser, int width) {
    var person = browser.person(width);
    person.setDefaultTimeout(WITHIN_MILLIS);
    person.addInitScript(PLAIN_MICROPHONE);
    return person;
  }

  static void signIn(Page page, Centre centre, String username) {
    page.navigate(centre.address() + "/sign-in");
    page.fill("[name=username]", username);
    page.fill("[name=password]", DemoAccounts.PASSWORD);
    page.click("main button[type=submit]");
    page.waitForURL(url -> !url.contains("/sign-in"));
  }

  /// The same page anew, in another language.
  void speak(Language language) {
    page.navigate(page.url().replaceAll("[?].*", "") + "?lang=" + language.code());
    awaitState("OFFLINE", "PAUSED", "READY", "RINGING", "IN_CALL", "WRAP_UP");
  }

  /// Begins the shift, waits for sound, and becomes ready.
  DeskPage ready() {
    awaitState("OFFLINE");
    page.click("[data-do=begin]");
    awaitState("PAUSED");
    page.waitForSelector("#desk[data-sound=open]");
    page.click("[data-do=ready]");
    awaitState("READY", "RINGING");
    return this;
  }

  Page page() {
    return page;
  }

  /// As when the computer sleeps: an alert that nobody answers stops everything in the page.
  void fallAsleep() {
    page.onceDialog(dialog -> sleep = dialog);
    page.evaluate("setTimeout(() => alert('asleep'))");
    page.waitForCondition(() -> sleep != null);
  }

  void wakeUp() {
    Objects.requireNonNull(sleep).accept();
  }

  void awaitState(String... states) {
    var selector =
        String.join(
            ",",
            Arrays.stream(states).map("#desk[data-state=%s][data-link=up]"::formatted).toList());
    page.waitForSelector(selector);
  }

  void awaitRing() {
    part("offer")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(WaitForSelectorState.VISIBLE)
                .setTimeout(WITHIN_MILLIS));
  }

  void awaitNoRing(Duration within) {
    part("offer")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(WaitForSelectorState.HIDDEN)
                .setTimeout((double) within.toMillis()));
  }

  /// The number of the contact that rings, without the spaces of the screen.
  String ringing() {
    awaitRing();
    return part("offer-number").innerText().replaceAll("[^+0-9]", "");
  }

  void accept() {
    awaitRing();
    page.click("[data-do=accept]");
    awaitState("IN_CALL");
    page.waitForSelector("#desk form[data-note]");
  }

  void decline(String reason) {
    awaitRing();
    act("decline");
    page.selectOption("#decline-reason", reason);
    act("decline-now");
  }

  void act(String action) {
    page.click("[data-do=" + action + "]");
  }

  /// Fills the note and finishes wrap-up.
  void finish(String text) {
    awaitState("WRAP_UP");
    page.fill("#note-text", text);
    page.selectOption("#note-resolution", "SOLVED");
    page.selectOption("#note-reason", "how-to");
    page.click("form[data-note] button[type=submit]");
    awaitState("READY", "RINGING");
  }

  /// Shows what can be done with a contact beside talking.
  DeskPage handsOn() {
    var details = page.locator("details:has([data-part=alone])");
    if (details.getAttribute("open") == null) {
      details.locator("summary").click();
    }
    return this;
  }

  /// Chooses a colleague by name, as soon as they are listed.
  void chooseColleague(String name) {
    handsOn();
    var option = page.locator("#colleague option", new Page.LocatorOptions().setHasText(name));
    Await.until(
        "the colleague is listed",
        Duration.ofSeconds(15),
        () -> {
          page.locator("#colleague").dispatchEvent("focus");
          return option.count() == 1;
        });
    page.selectOption("#colleague", option.getAttribute("value"));
  }

  Locator part(String name) {
    return page.locator("[data-part=" + name + "]");
  }

  /// The strongest frequency that the operator hears, in Hz; 0 for silence.
  double hears() {
    return ((Number) page.evaluate(HEARD, "audio[data-part=speaker]")).doubleValue();
  }

  /// How loud a tone is in what a page hears, in decibels.
  static double level(Page page, String audio, double hertz) {
    return ((Number) page.evaluate(LEVEL, List.of(audio, hertz))).doubleValue();
  }

  /// Goes home in good order where that is possible, so that the next test finds nobody present.
  @Override
  public void close() {
    if (page.locator("[data-do=hang-up]").isVisible()) {
      page.click("[data-do=hang-up]");
      awaitState("WRAP_UP");
    }
    if (page.locator("[data-do=ready]").isVisible()) {
      page.click("[data-do=ready]");
      awaitState("READY", "RINGING");
    }
    if (page.locator("[data-do=end]").isVisible()) {
      page.click("[data-do=end]");
      awaitState("OFFLINE");
    }
    person.close();
  }
}
