package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Many citizens at once, one process of SIPp: each chooses Russian and the first topic and waits
/// in silence until the centre hangs up. Closing it is a network that is gone: nobody says goodbye.
final class SippCrowd implements AutoCloseable {
  private static final int CALLS_PER_SECOND = 10;

  private final Process sipp;

  private SippCrowd(Process sipp) {
    this.sipp = sipp;
  }

  /// Calls 115 from each number, in their order.
  static SippCrowd call(Path folder, Centre centre, List<String> numbers) {
    try (var scenario = SippCrowd.class.getResourceAsStream("/sipp/crowd.xml")) {
      var own = Files.createTempDirectory(folder, "crowd");
      var xml = own.resolve("crowd.xml");
      Files.write(xml, Objects.requireNonNull(scenario).readAllBytes());
      var csv = own.resolve("numbers.csv");
      Files.writeString(csv, "SEQUENTIAL\n" + String.join("\n", numbers) + "\n");
      var calls = Integer.toString(numbers.size());
      var command =
          List.of(
              "sipp",
              "127.0.0.1:" + centre.sipPort(),
              "-sf",
              xml.toString(),
              "-inf",
              csv.toString(),
              "-s",
              "115",
              "-i",
              "127.0.0.1",
              "-r",
              Integer.toString(CALLS_PER_SECOND),
              "-m",
              calls,
              "-l",
              calls,
              "-nostdin");
      return new SippCrowd(
          new ProcessBuilder(command)
              .directory(own.toFile())
              .redirectErrorStream(true)
              .redirectOutput(own.resolve("out").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sipp.destroyForcibly();
  }
}
