package org.otklik.app.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Http;

/// The product may open no further file or socket.
@Tag("long")
class NoDescriptorsDrillIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int NEW_CALLS = 20;

  /// Left for the product when the drill begins.
  private static final int FREE = 8;

  @TempDir private Path folder;

  @Test
  void refusesPolitelyAndRecovers() throws Exception {
    var drill =
        new Drill(
            "Кончились файловые дескрипторы: сервер не может открыть ни файла, ни сокета.",
            "File descriptors have run out: the server can open no file and no socket.");
    try (var centre = Centre.start(folder.resolve("data"))) {
      var callers = new Callers(folder, centre, 1000);
      try (var first = callers.queued("+74951234511", LONG);
          var second = callers.queued("+74951234512", LONG)) {
        var board = BoardReader.open(centre);
        Await.until("two wait", Duration.ofSeconds(30), () -> board.waiting().size() == 2);
        var process = Long.toString(centre.process().pid());
        var usual = limit(process);
        allow(process, open(process) + FREE);
        try {
          refused(drill, centre);
          drill.promised(
              !first.over() && !second.over() && centre.process().isAlive(),
              "сервер жив, ожидающие на линии",
              "the server lives, those who wait are on the line");
          first.sound().forget();
          Await.until(
              "the line plays on",
              Duration.ofSeconds(20),
              () -> first.sound().heardLength() > 8_000);
        } finally {
          allow(process, usual);
        }
        recovers(drill, centre, board);
      }
    }
    drill.end();
  }

  private static void refused(Drill drill, Centre centre) throws Exception {
    Callable<QuickCall> calling =
        () -> QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ofSeconds(3));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = callers.invokeAll(IntStream.range(0, NEW_CALLS).mapToObj(_ -> calling).toList());
      int answered = 0;
      int refused = 0;
      int silent = 0;
      for (var call : calls) {
        switch (call.get().status()) {
          case 200 -> answered++;
          case 0 -> silent++;
          default -> refused++;
        }
      }
      drill.promised(
          silent == 0 && refused > 0,
          "из %d новых звонков принято %d, вежливо отклонено %d, без ответа %d"
              .formatted(NEW_CALLS, answered, refused, silent),
          "of %d new calls %d were answered, %d refused politely, %d left without an answer"
              .formatted(NEW_CALLS, answered, refused, silent));
    }
  }

  private static void recovers(Drill drill, Centre centre, BoardReader board) {
    var begin = System.nanoTime();
    Await.until(
        "a call is answered",
        Duration.ofSeconds(30),
        () -> QuickCall.make("127.0.0.1", centre.sipPort(), Duration.ZERO).status() == 200);
    Await.until(
        "a page is shown",
        Duration.ofSeconds(30),
        () -> new Http(centre.httpPort()).get("/sign-in").status() == 200);
    var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    drill.promised(
        millis < 10_000,
        "всё снова работает через %d мс без перезапуска".formatted(millis),
        "all works again after %d ms without a restart".formatted(millis));
    drill.promised(
        board.waiting().equals(List.of("11", "12")),
        "очередь в прежнем порядке",
        "the queue is in its old order");
  }

  private static int open(String process) throws IOException {
    try (var files = Files.list(Path.of("/proc", process, "fd"))) {
      return (int) files.count();
    }
  }

  private static int limit(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split(" +", -1)[3])
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  private static void allow(String process, int files) {
    Frozen.run("prlimit", "--pid", process, "--nofile=%d:".formatted(files));
  }
}
