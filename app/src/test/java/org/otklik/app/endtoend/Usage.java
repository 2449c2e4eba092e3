package org.otklik.app.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the process of the product has used.
///
/// @param megabytes resident
/// @param files open, sockets included
/// @param nanos on the CPU
/// @param at monotonic
record Usage(long megabytes, long files, long nanos, long at) {

  static Usage of(Centre centre) throws IOException {
    var process = centre.process();
    var its = Path.of("/proc/%d".formatted(process.pid()));
    var resident =
        Files.readAllLines(its.resolve("status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\\D", "");
    try (Stream<Path> open = Files.list(its.resolve("fd"))) {
      return new Usage(
          Long.parseLong(resident) / 1_024,
          open.count(),
          process.info().totalCpuDuration().orElseThrow().toNanos(),
          System.nanoTime());
    }
  }

  double coresSince(Usage earlier) {
    return (double) (nanos - earlier.nanos) / (at - earlier.at);
  }
}
