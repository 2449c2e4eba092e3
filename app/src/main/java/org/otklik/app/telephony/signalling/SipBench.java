package org.otklik.app.telephony.signalling;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.modulith.NamedInterface;
import org.springframework.util.FileSystemUtils;

/// Measures what it costs to put one call through to somebody else: INVITE, 180, 200, ACK, BYE on
/// both sides, without sound. SIPp calls and SIPp is called; between them is the product's SIP or
/// Kamailio.
@NamedInterface("benchmark")
public final class SipBench {

  /// Where Debian puts the caller.
  public static final String SIPP = "/usr/bin/sipp";

  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int TALK_MILLIS = 100;

  /// Java compiles what is used much; a centre has been running for hours. Slowly enough that
  /// nothing piles up meanwhile.
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private static final int WARM_UP_CALLS_PER_SECOND = 300;
  private static final String FAILED = "FailedCall(C)";

  /// Who puts the calls through.
  interface Exchange extends AutoCloseable {

    /// Where it is called.
    int port();

    /// CPU time that it has used.
    long cpuNanos() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// How an exchange is started.
  @FunctionalInterface
  interface Start {

    /// Starts it.
    ///
    /// @param folder for its files
    /// @param called port of whom it calls
    Exchange start(Path folder, int called) throws IOException, InterruptedException;
  }

  /// What was measured.
  ///
  /// @param failed of the calls
  /// @param answerMillisP99 from INVITE to 200
  public record Result(int calls, int failed, double cpuMicrosPerCall, double answerMillisP99) {}

  private final Path folder;

  private SipBench(Path folder) {
    this.folder = folder;
  }

  /// The product puts so many calls a second through for so long, once it is warm.
  public static Result run(int callsPerSecond, Duration length)
      throws IOException, InterruptedException {
    return run((_, called) -> OwnExchange.start(called), callsPerSecond, length);
  }

  /// Kamailio does the same; empty if it is not installed.
  public static Optional<Result> runKamailio(int callsPerSecond, Duration length)
      throws IOException, InterruptedException {
    return Files.isExecutable(KamailioExchange.PROGRAM)
        ? Optional.of(run(KamailioExchange::start, callsPerSecond, length))
        : Optional.empty();
  }

  private static Result run(Start exchange, int callsPerSecond, Duration length)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("otklik-bench-sip");
    try {
      return new SipBench(folder).measure(exchange, callsPerSecond, length);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private Result measure(Start start, int callsPerSecond, Duration length)
      throws IOException, InterruptedException {
    int called = freePort();
    var answering = sipp("answering", "-sn", "uas", "-p", Integer.toString(called));
    try (var exchange = start.start(folder, called)) {
      int calls = (int) (callsPerSecond * length.toSeconds());
      call(
          "warm-up",
          exchange,
          WARM_UP_CALLS_PER_SECOND,
          (int) (WARM_UP_CALLS_PER_SECOND * WARM_UP.toSeconds()));
      long before = exchange.cpuNanos();
      call("measured", exchange, callsPerSecond, calls);
      double cpu = (exchange.cpuNanos() - before) / 1e3 / calls;
      return new Result(calls, failed(), cpu, answerMillisP99());
    } finally {
      answering.destroy();
      answering.waitFor();
    }
  }

  private void call(String name, Exchange exchange, int callsPerSecond, int calls)
      throws IOException, InterruptedException {
    var sipp =
        sipp(
            name,
            "-sn",
            "uac",
            "%s:%d".formatted(LOOPBACK, exchange.port()),
            "-r",
            Integer.toString(callsPerSecond),
            "-m",
            Integer.toString(calls),
            "-d",
            Integer.toString(TALK_MILLIS),
            "-trace_stat",
            "-stf",
            "calls.csv",
            "-trace_rtt",
            "-rtt_freq",
            "1");
    var longest = Duration.ofSeconds(calls / callsPerSecond).plus(PATIENCE);
    if (!sipp.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
      sipp.destroyForcibly();
      throw new IOException("SIPp does not come to an end.");
    }
  }

  private Process sipp(String name, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(SIPP, "-i", LOOPBACK, "-nostdin"));
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  /// SIPp writes its counters with a header, again and again; the last line is the end.
  private int failed() throws IOException {
    var lines = Files.readAllLines(folder.resolve("calls.csv"));
    var columns = List.of(lines.getFirst().split(";", -1));
    return Integer.parseInt(lines.getLast().split(";", -1)[columns.indexOf(FAILED)]);
  }

  /// One file for each run of SIPp: time, milliseconds until the answer, name. The run that was
  /// measured is the later.
  private double answerMillisP99() throws IOException {
    try (var files = Files.list(folder)) {
      var latest =
          files
              .filter(file -> file.toString().endsWith("_rtt.csv"))
              .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
              .orElseThrow(() -> new IOException("SIPp has not written how long answers took."));
      var millis =
          Files.readAllLines(latest).stream()
              .skip(1)
              .map(line -> line.split(";", -1))
              .filter(fields -> fields.length > 1)
              .map(fields -> Double.parseDouble(fields[1]))
              .sorted()
              .toList();
      return millis.get(millis.size() * 99 / 100);
    }
  }

  /// Free for both TCP and, most probably, UDP.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
