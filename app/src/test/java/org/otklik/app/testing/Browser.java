package org.otklik.app.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Debian's Chromium, driven by Playwright; one test class owns one.
///
/// Screens are kept under `target/screens` for whoever wants to look.
public final class Browser implements AutoCloseable {

  private static final Path CHROMIUM =
      Path.of(System.getProperty("otklik.chromium", "/usr/bin/chromium"));
  private static final Path SCREENS = Path.of("target", "screens");
  private static final String SENT =
      """
      async (address) => {
        const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
        return response ? response.text() : "";
      }
      """;

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
    return new Browser(plain());
  }

  /// A browser whose microphone plays `voice`, a WAV file, over and over. Permission is granted
  /// unasked.
  public static Browser start(Path voice) {
    var flags = with(voice);
    flags.add("--use-fake-ui-for-media-stream");
    return new Browser(flags);
  }

  /// A browser with a microphone that no page may use until the person says so: see
  /// [BrowserContext#grantPermissions].
  public static Browser refusing(Path voice) {
    return new Browser(with(voice));
  }

  private static List<String> with(Path voice) {
    var flags = plain();
    flags.add("--use-fake-device-for-media-stream");
    flags.add("--use-file-for-fake-audio-capture=" + voice.toAbsolutePath());
    flags.add("--autoplay-policy=no-user-gesture-required");
    flags.add("--allow-loopback-in-peer-connection");
    return flags;
  }

  private static List<String> plain() {
    return new ArrayList<>(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
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
            .setLegacyMode(
                true) // the other way opens a page for each question, for frames that we do not
            // have
            .analyze()
            .getViolations()
            .stream()
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
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENS.resolve(name + ".png")));
  }

  /// Keeps a page's HTML, as the server sends it and as it stands now, for those who check it
  /// without a browser.
  public static void keepHtml(Page page, String name) {
    keep("now", name, page.content());
    keep("sent", name, sent(page, page.url()));
  }

  /// Keeps a part of a page, as the server sends it for an address.
  public static void keepPart(Page page, String name, String address) {
    keep("parts", name, sent(page, address));
  }

  private static String sent(Page page, String address) {
    return (String) page.evaluate(SENT, address);
  }

  private static void keep(String folder, String name, String html) {
    if (html.isEmpty()) {
      return; // the server is away
    }
    try {
      var file = SCREENS.resolve(folder).resolve(name + ".html");
      Files.createDirectories(file.getParent());
      Files.writeString(file, html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
