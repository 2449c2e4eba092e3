package org.otklik.app.endtoend;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.otklik.app.testing.Browser;

/// Looks at pages as people see them, at the width of a desk and of a phone. What is wrong is
/// gathered, so that one run tells all of it.
final class Screens {
  private static final List<Integer> WIDTHS = List.of(1280, 360);
  private static final int HEIGHT = 900;
  private static final String SCROLLS_SIDEWAYS =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  /// Something that was meant for programs: a text's key, or a value that is not there.
  private static final Pattern RAW =
      Pattern.compile(
          "\\b(?:access|audit|contacts|desktop|notifications|pages|portal)\\.[a-z][\\w.-]+"
              + "|\\bundefined\\b|\\bNaN\\b|\\[object");

  /// That the server did not answer is part of some states.
  private static final Pattern NO_ANSWER =
      Pattern.compile("Failed to load resource|WebSocket connection to|ERR_CONNECTION_REFUSED");

  private final List<String> faults = new CopyOnWriteArrayList<>();

  /// Hears what the browser complains of: a blocked script or style, an exception.
  BrowserContext hear(BrowserContext person) {
    person.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !NO_ANSWER.matcher(message.text()).find()) {
            faults.add("console: " + message.text());
          }
        });
    person.onWebError(error -> faults.add("script: " + error.error()));
    return person;
  }

  /// Looks at a page as it stands, and keeps its pictures.
  void look(Page page, String name) {
    Browser.keepHtml(page, name);
    for (var width : WIDTHS) {
      page.setViewportSize(width, HEIGHT);
      var screen = name + "-" + width;
      Browser.keepScreen(page, screen);
      Browser.barriers(page).forEach(barrier -> faults.add(screen + ": " + barrier));
      if (Boolean.TRUE.equals(page.evaluate(SCROLLS_SIDEWAYS))) {
        faults.add(screen + ": scrolls sideways");
      }
      var raw = RAW.matcher(page.title() + "\n" + page.innerText("body"));
      while (raw.find()) {
        faults.add(screen + ": shows (%s)".formatted(raw.group()));
      }
    }
    page.setViewportSize(WIDTHS.getFirst(), HEIGHT);
  }

  /// What has been found since this was asked last.
  List<String> faults() {
    var found = new ArrayList<>(faults);
    faults.removeAll(found);
    return found;
  }
}
