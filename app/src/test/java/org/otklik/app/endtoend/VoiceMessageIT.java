package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.otklik.app.endtoend.Callers.press;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;

/// A message that is said by telephone while the product is killed, and heard in Chromium.
class VoiceMessageIT {
  private static final double PHONE = 1000;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SPOKEN = Duration.ofSeconds(5);

  /// What may be lost of a message when the process is killed.
  private static final double LOST_SECONDS_MAX = 1;

  /// Length in seconds, the strongest frequency in Hz, and where the player stands after it has
  /// played at the chosen speed.
  private static final String HEARS =
      """
      async () => {
        const player = document.getElementById("sound");
        const speed = document.getElementById("speed");
        speed.value = "2";
        speed.dispatchEvent(new Event("change"));
        await player.play();
        while (player.currentTime < 1) await new Promise((done) => setTimeout(done, 50));
        player.currentTime = 2;
        await new Promise((done) => player.addEventListener("seeked", done, { once: true }));
        player.pause();
        const file = await (await fetch(player.src)).arrayBuffer();
        const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(file);
        const samples = sound.getChannelData(0);
        const size = 4000;
        const from = Math.floor(samples.length / 2) - size / 2;
        let strongest = 0;
        let most = 0;
        for (let hertz = 100; hertz < 3500; hertz += 10) {
          let re = 0;
          let im = 0;
          for (let i = 0; i < size; i++) {
            const angle = (2 * Math.PI * hertz * i) / sound.sampleRate;
            re += samples[from + i] * Math.cos(angle);
            im += samples[from + i] * Math.sin(angle);
          }
          if (re * re + im * im > most) {
            most = re * re + im * im;
            strongest = hertz;
          }
        }
        return [sound.duration, strongest, player.playbackRate, player.currentTime].map(Number);
      }
      """;

  @TempDir private static Path folder;
  private static Centre centre;
  private static Browser browser;

  private final Screens screens = new Screens();

  @BeforeAll
  static void start() {
    centre = Centre.start(folder.resolve("data"));
    browser = Browser.start(Microphone.hearing(440, folder));
  }

  @AfterAll
  static void stop() {
    browser.close();
    centre.close();
  }

  @Test
  void whatWasSaidUpToTheLastSecondBeforeAKillIsHeardAndAnswered() {
    var seconds = saysAMessageUntilTheProductIsKilled();
    centre.startAgain();

    try (var person = screens.hear(DeskPage.person(browser, 1280))) {
      var page = person.newPage();
      DeskPage.signIn(page, centre, "operator1");
      Await.until("the message waits", SOON, () -> isListed(page));
      looksAt(page, "/messages", "messages-list");
      page.click("[data-message] a");
      page.click("form[action$='/take'] button");
      page.waitForSelector("#sound");
      looksAt(page, page.url().replaceFirst("^https?://[^/]+", ""), "message-taken");

      var heard = (List<?>) page.evaluate(HEARS);
      assertThat(number(heard, 0)).isBetween(seconds - LOST_SECONDS_MAX, seconds + 10);
      assertThat(number(heard, 1)).isCloseTo(PHONE, within(10.0));
      assertThat(number(heard, 2)).isEqualTo(2);
      assertThat(number(heard, 3)).isGreaterThanOrEqualTo(2);

      page.click("form[action$='/close'] button");
      assertThat(page.locator(".govuk-error-summary").count()).isEqualTo(1);
      page.selectOption("[name=outcome]", "SETTLED");
      page.click("form[action$='/close'] button");
      page.waitForURL(url -> url.contains("done=closed"));
      assertThat(isListed(page)).isFalse();
    }
    assertThat(screens.faults()).isEmpty();
  }

  /// How long the citizen spoke.
  private static double saysAMessageUntilTheProductIsKilled() {
    try (var phone =
        new Callers(folder, centre, PHONE).queued("+74951234511", Duration.ofMinutes(2))) {
      Await.until("the message is heard", Duration.ofMinutes(1), () -> presses(phone));
      var since = System.nanoTime();
      Await.until(
          "the citizen has spoken", SOON, () -> System.nanoTime() - since > SPOKEN.toNanos());
      var spoken = (System.nanoTime() - since) / 1e9;
      centre.kill();
      return spoken;
    }
  }

  /// A key may come while nobody listens for one; while a message is said it changes nothing.
  private static boolean presses(SippPhone phone) {
    if (soundBytes() < 0) {
      press(phone, '2');
    }
    return soundBytes() > 0;
  }

  /// Bytes of the sound of messages; -1 when there is no message.
  private static long soundBytes() {
    var messages = centre.data().resolve("messages");
    if (!Files.exists(messages)) {
      return -1;
    }
    try (var files = Files.walk(messages)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .max()
          .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isListed(Page page) {
    page.navigate(centre.address() + "/messages?lang=ru");
    return page.locator("[data-message]").count() > 0;
  }

  private void looksAt(Page page, String path, String name) {
    for (var language : List.of("en", "ru")) {
      for (int width : new int[] {360, 1280}) {
        page.setViewportSize(width, 900);
        page.navigate(centre.address() + path.replaceAll("[?].*", "") + "?lang=" + language);
        screens.look(page, "%s-%s-%d".formatted(name, language, width));
      }
    }
  }

  private static double number(List<?> heard, int at) {
    return ((Number) heard.get(at)).doubleValue();
  }
}
