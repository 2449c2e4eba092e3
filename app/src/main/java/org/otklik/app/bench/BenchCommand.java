package org.otklik.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.otklik.app.Command;
import org.otklik.app.OtklikApplication;
import org.otklik.app.dispatch.group.DispatchBenchmark;
import org.otklik.app.telephony.media.embedded.RelayBench;
import org.otklik.app.telephony.signalling.SipBench;
import org.otklik.engine.simulation.RoutingBenchmark;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/// `./otklik bench [PART]`: measures what the product promises and prints one table. Parts:
/// `routing`, `dispatch` (with start time and memory: it starts the product on empty data), `sip`,
/// `media`.
public final class BenchCommand implements Command {
  private static final List<String> PARTS = List.of("routing", "dispatch", "sip", "media");
  private static final int USAGE = 2;
  private static final int FAILED = 1;
  private static final int ROUTING_EVENTS = 1_000_000;
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final int OPERATORS = 2_000;
  private static final int CALLS_PER_SECOND = 500;

  /// Where Debian puts it; compared when it is there.
  private static final String RTPENGINE = "/usr/bin/rtpengine";

  /// Found by `ServiceLoader`.
  public BenchCommand() {}

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public int run(List<String> arguments) {
    var out = System.out;
    if (!PARTS.containsAll(arguments)) {
      out.println("./otklik bench [" + String.join("|", PARTS) + "]");
      return USAGE;
    }
    var parts = arguments.isEmpty() ? PARTS : arguments;
    line(out, "что · what", "измерено · measured", "цель · goal");
    try {
      for (var part : parts) {
        measure(part, out);
      }
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void measure(String part, PrintStream out)
      throws IOException, InterruptedException {
    switch (part) {
      case "routing" -> routing(out);
      case "dispatch" -> dispatch(out);
      case "sip" -> sip(out);
      case "media" -> media(out);
      default -> throw new IllegalArgumentException(part);
    }
  }

  private static void routing(PrintStream out) {
    var result =
        RoutingBenchmark.run(
            RoutingBenchmark.Shape.large(),
            ROUTING_EVENTS,
            List.of(10_000, 100_000),
            System::nanoTime);
    line(
        out,
        "routing, 10,000 waiting",
        number(result.eventsPerSecond(10_000)) + "/s",
        ">= 1,000,000/s");
    line(
        out,
        "routing, 100,000 waiting",
        number(result.eventsPerSecond(100_000)) + "/s",
        "< 20 % slower");
    line(
        out,
        "routing at %,d/s, p99".formatted(RoutingBenchmark.SCHEDULED_RATE),
        micros(result.latency().p99() / 1e3),
        "<= 20 us");
  }

  private static void dispatch(PrintStream out) throws IOException, InterruptedException {
    var data = Files.createTempDirectory(besideTheData(), "otklik-bench");
    try {
      var began = System.nanoTime();
      try (var product = start(data)) {
        line(out, "start, empty data", seconds(System.nanoTime() - began), "<= 10 s");
        line(out, "memory after the start", memory(), "<= 700 MB");
        var benchmark =
            new DispatchBenchmark(product.getBean(DataSource.class), product.getBean(Clock.class));
        var load = benchmark.atLoad(1_000, MEASURED);
        line(out, "free -> offer at 1,000/s, p50", millis(load.offerP50()), "");
        line(out, "free -> offer at 1,000/s, p99", millis(load.offerP99()), "<= 15 ms");
        var full = benchmark.atFullSpeed(OPERATORS, MEASURED);
        line(
            out,
            "durable events, full speed",
            number(full.eventsPerSecond()) + "/s",
            ">= 50,000/s");
        line(out, "CPU per durable event", micros(full.cpuMicrosPerEvent()), "");
      }
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  /// On the disk that the product would use: the temporary folder may be memory, where nothing that
  /// is written has to wait.
  private static Path besideTheData() {
    var data = Path.of(System.getenv().getOrDefault("OTKLIK_DATA", "data")).toAbsolutePath();
    return Objects.requireNonNull(data.getParent());
  }

  private static void sip(PrintStream out) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(SipBench.SIPP))) {
      line(out, "SIP", "apt install sip-tester", "");
      return;
    }
    calls(out, "SIP", SipBench.run(CALLS_PER_SECOND, MEASURED));
    SipBench.runKamailio(CALLS_PER_SECOND, MEASURED)
        .ifPresentOrElse(
            result -> calls(out, "Kamailio", result),
            () -> line(out, "Kamailio", "apt install kamailio", ""));
  }

  private static void calls(PrintStream out, String name, SipBench.Result result) {
    var who = "%s, %d calls/s: ".formatted(name, CALLS_PER_SECOND);
    line(out, who + "failed", "%d of %,d".formatted(result.failed(), result.calls()), "0");
    line(out, who + "CPU per call", micros(result.cpuMicrosPerCall()), "<= 900 us");
    line(
        out,
        who + "INVITE -> 200, p99",
        String.format(Locale.ROOT, "%.1f ms", result.answerMillisP99()),
        "<= 20 ms");
  }

  private static void media(PrintStream out) throws IOException {
    var program = Path.of(RTPENGINE);
    for (var calls : List.of(100, 300)) {
      relay(out, "relay", RelayBench.run(calls, MEASURED), "<= 7 us", "< 0.01 %, <= 3 ms");
      if (Files.isExecutable(program)) {
        relay(out, "rtpengine", RelayBench.runRtpengine(program, calls, MEASURED), "", "");
      }
    }
    if (!Files.isExecutable(program)) {
      line(out, "rtpengine", "apt install rtpengine-daemon", "");
    }
  }

  private static void relay(
      PrintStream out, String who, RelayBench.Result result, String cpuGoal, String soundGoal) {
    line(
        out,
        "%s, %d calls: CPU per packet".formatted(who, result.calls()),
        micros(result.cpuMicrosPerPacket()),
        cpuGoal);
    line(
        out,
        "%s, %d calls: loss, jitter p99".formatted(who, result.calls()),
        String.format(
            Locale.ROOT, "%.4f %%, %.2f ms", result.lossPercent(), result.jitterMicrosP99() / 1e3),
        soundGoal);
  }

  private static ConfigurableApplicationContext start(Path data) {
    return new SpringApplicationBuilder(OtklikApplication.class)
        .properties(
            Map.of(
                "otklik.data", (Object) data.toString(),
                "server.port", "0",
                "otklik.https.port", "0",
                "otklik.telephony.sip.port", "0",
                "otklik.media.ports", "47000-47099"))
        .logStartupInfo(false)
        .run();
  }

  /// Resident memory of this process.
  private static String memory() throws IOException {
    try (var status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(entry -> entry.startsWith("VmRSS:"))
          .map(entry -> Arrays.asList(entry.split("\\s+")).get(1))
          .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
          .findFirst()
          .orElse("?");
    }
  }

  private static void line(PrintStream out, String what, String measured, String goal) {
    out.println(String.format(Locale.ROOT, "%-36s %20s   %s", what, measured, goal));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String micros(double value) {
    return String.format(Locale.ROOT, "%.2f us", value);
  }

  private static String millis(Duration value) {
    return String.format(Locale.ROOT, "%.2f ms", value.toNanos() / 1e6);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
