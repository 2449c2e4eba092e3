package org.otklik.app.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Debian's Chromium, driven by Playwright; one test class owns one.
///
/// Screens are kept under `target/screens` for whoever wants to look.
public final class Browser implements AutoCloseable {

  private static final Path CHROMIUM =
      Path.of(System.getProperty("otklik.chromium", "/usr/bin/chromium"));
  private static final Path SCREENS = Path.of("target", "screens");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(List<String> flags) {
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(flags));
  }

  /// A browser without a microphone.
  public static Browser start() {
    return start(null);
  }

  /// A browser whose microphone plays `voice`, a WAV file, over and over; null for none. Permission
  /// is granted unasked.
  public static Browser start(@Nullable Path voice) {
    var flags =
        new ArrayList<>(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    if (voice != null) {
      flags.add("--use-fake-ui-for-media-stream");
      flags.add("--use-fake-device-for-media-stream");
      flags.add("--use-file-for-fake-audio-capture=" + voice.toAbsolutePath());
      flags.add("--autoplay-policy=no-user-gesture-required");
      flags.add("--allow-loopback-in-peer-connection");
    }
    return new Browser(flags);
  }

  /// A person with a browser of their own: no cookies shared with others. `width` is that of the
  /// window, in CSS pixels.
  public BrowserContext person(int width) {
    return person(width, true);
  }

  /// A person whose browser runs scripts or does not.
  public BrowserContext person(int width, boolean scripts) {
    return browser.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setJavaScriptEnabled(scripts)
            .setIgnoreHTTPSErrors(true)
            .setLocale("ru-RU"));
  }

  /// What axe finds wrong with a page, one line each; empty if all is well.
  public static List<String> barriers(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(
                rule ->
                    rule.getId()
                        + ": "
                        + rule.getHelp()
                        + " "
                        + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  /// Keeps a picture of the whole page.
  public static void keepScreen(Page page, String name) {
    try {
      Files.createDirectories(SCREENS);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
