package org.otklik.app.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// A disk is full: of everything, of the recordings, of the database and the logs.
@Tag("long")
class FullDiskDrillIT {
  private static final double MICROPHONE = 440;
  private static final double PHONE = 1000;
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DISK_SIZE = "size=800m";

  @TempDir private Path folder;

  /// What is on the disk.
  enum Disk {
    OF_EVERYTHING("Диск всей системы переполнен.", "The disk of everything is full."),
    OF_RECORDINGS("Диск записей переполнен.", "The disk of the recordings is full."),
    OF_THE_DATABASE(
        "Диск базы данных и журналов переполнен.",
        "The disk of the database and the logs is full.");

    private final String russian;
    private final String english;

    Disk(String russian, String english) {
      this.russian = russian;
      this.english = english;
    }

    boolean holdsRecordings() {
      return this != OF_THE_DATABASE;
    }

    boolean holdsTheDatabase() {
      return this != OF_RECORDINGS;
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsGoOnAndEverythingWorksAgainWithoutARestart(Disk full) throws IOException {
    var drill = new Drill(full.russian, full.english);
    var disk = Files.createDirectory(folder.resolve("disk"));
    var mounted =
        Frozen.run("mount", "-t", "tmpfs", "-o", DISK_SIZE, "tmpfs", disk.toString()) == 0;
    if (!mounted) {
      drill.tell("нужны права root: диск для учения монтируется", "needs root to mount its disk");
    }
    Assumptions.assumeTrue(mounted, "Only root can mount the disk that this drill fills.");
    try {
      drill(drill, disk, full);
    } finally {
      Frozen.run("umount", "-l", disk.toString());
    }
    drill.end();
  }

  private void drill(Drill drill, Path disk, Disk full) throws IOException {
    var data = (full.holdsTheDatabase() ? disk : folder).resolve("data");
    var recordings = (full.holdsRecordings() ? disk : folder).resolve("recordings");
    try (var centre = Centre.start(data, Map.of("OTKLIK_RECORDINGS", recordings.toString()));
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready()) {
      var callers = new Callers(folder, centre, PHONE);
      try (var talk = callers.queued("+74951234590", LONG)) {
        desk.accept();
        Callers.heard(talk, MICROPHONE);
        var filler = disk.resolve("filler");
        fill(filler);
        if (full.holdsRecordings()) {
          theAlarmIsRaised(drill, centre);
        }
        try (var next = callsGoOn(drill, centre, callers, talk)) {
          Files.delete(filler);
          thereIsRoom(drill, centre, desk);
          nextIsRecorded(drill, desk, next, recordings);
        }
      }
    }
  }

  private static void thereIsRoom(Drill drill, Centre centre, DeskPage desk) {
    var begin = System.nanoTime();
    desk.act("hang-up");
    Await.until(
        "the database works",
        SOON,
        () -> health(centre).contains("\"database\":{\"status\":\"UP\"}"));
    desk.finish("Учение");
    var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    drill.promised(
        millis < 30_000,
        "место появилось: заметка записана через %d мс без перезапуска".formatted(millis),
        "there is room: the note is written after %d ms without a restart".formatted(millis));
  }

  private static void theAlarmIsRaised(Drill drill, Centre centre) {
    var begin = System.nanoTime();
    Await.until(
        "the alarm is raised",
        SOON,
        () -> health(centre).contains("\"recording\":{\"status\":\"OUT_OF_SERVICE\"}"));
    var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    drill.promised(
        millis < 5_000,
        "тревога «запись остановлена» через %d мс".formatted(millis),
        "the alarm \"not recorded\" after %d ms".formatted(millis));
  }

  /// @return who has called meanwhile and waits
  private static SippPhone callsGoOn(Drill drill, Centre centre, Callers callers, SippPhone talk) {
    drill.promised(Callers.heard(talk, MICROPHONE) > 1_500, "разговор слышен", "the talk is heard");
    var call = QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO);
    drill.promised(
        call.answeredWithin(Duration.ofSeconds(3)),
        "новый звонок принят через %d мс".formatted(call.after().toMillis()),
        "a new call is answered after %d ms".formatted(call.after().toMillis()));
    var page = new Http(centre.httpPort()).get("/sign-in").status();
    drill.promised(
        page == 200 || page == 503,
        "страница входа: %d".formatted(page),
        "the sign-in page: %d".formatted(page));
    var waits = callers.queued("+74951234591", LONG);
    drill.promised(!waits.over(), "новый звонок ждёт на линии", "a new call waits on the line");
    return waits;
  }

  private static void nextIsRecorded(Drill drill, DeskPage desk, SippPhone next, Path recordings)
      throws IOException {
    desk.accept();
    Callers.heard(next, MICROPHONE);
    Callers.heard(next, MICROPHONE);
    desk.act("hang-up");
    desk.finish("Учение");
    drill.promised(
        Recorded.newestIn(recordings).citizen(PHONE) > 1_500,
        "следующий разговор записан",
        "the next talk is recorded");
    drill.promised(
        unreadable(recordings).isEmpty(),
        "ни одного испорченного файла записи",
        "no broken file of a recording");
  }

  private static List<Path> unreadable(Path recordings) throws IOException {
    try (var files = Files.walk(recordings)) {
      return files
          .filter(file -> file.toString().endsWith(".wav"))
          .filter(file -> !readable(file))
          .toList();
    }
  }

  private static boolean readable(Path file) {
    try (var sound = AudioSystem.getAudioInputStream(file.toFile())) {
      return sound.getFormat().getChannels() == 2;
    } catch (IOException | UnsupportedAudioFileException broken) {
      return false;
    }
  }

  private static String health(Centre centre) {
    return new Http(centre.httpPort()).get("/actuator/health", Map.of("Accept", "*/*")).body();
  }

  /// Writes until there is no room.
  private static void fill(Path file) {
    var zeros = new byte[1 << 16];
    try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }
}
