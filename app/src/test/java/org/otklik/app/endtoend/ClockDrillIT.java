package org.otklik.app.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// The clock of the machine is turned while people talk and wait: the product and its database see
/// a time that jumps, their monotonic time does not (Debian's libfaketime).
@Tag("long")
class ClockDrillIT {
  private static final Path FAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final Duration LONG = Duration.ofMinutes(8);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void nothingFiresEarlyOrSleepsWhenTheClockIsTurned() throws IOException {
    var drill =
        new Drill(
            "Часы переводят на час вперёд и на 5 минут назад, пока люди говорят и ждут.",
            "The clock is put an hour forward and 5 minutes back while people talk and wait.");
    var there = Files.exists(FAKETIME);
    if (!there) {
      drill.tell("нужен пакет libfaketime", "needs the package libfaketime");
    }
    Assumptions.assumeTrue(there, "Debian's libfaketime turns the clock.");
    var clock = Files.writeString(folder.resolve("clock"), "+0");
    try (var centre = Centre.start(folder.resolve("data"), turnedBy(clock));
        var browser = Browser.start(Microphone.hearing(TalkAndQueue.MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready();
        var people = TalkAndQueue.begin(drill, folder, centre, desk, LONG)) {
      turn(clock, centre, Duration.ofHours(1));
      people.goesOn("часа вперёд", "an hour forward");
      turn(clock, centre, Duration.ofMinutes(55));
      people.goesOn("5 минут назад", "5 minutes back");
      people.nextIsServed();
    }
    drill.end();
  }

  private static Map<String, String> turnedBy(Path clock) {
    return Map.of(
        "LD_PRELOAD",
        FAKETIME.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        clock.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", // its mend for an old C library ends every wait at once
        "0");
  }

  /// Turns the clock and waits until the product sees it.
  private static void turn(Path clock, Centre centre, Duration ahead) throws IOException {
    Files.writeString(clock, "+" + ahead.toSeconds());
    Await.until(
        "the product sees the turned clock",
        SEEN_WITHIN,
        () -> Math.abs(aheadOf(centre) - ahead.toSeconds()) < 60);
  }

  /// Seconds between the product's clock and ours.
  private static long aheadOf(Centre centre) {
    var date = new Http(centre.httpPort()).get("/sign-in").header("Date");
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond()
        - System.currentTimeMillis() / 1_000;
  }
}
