package org.otklik.app.telephony.signalling;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Kamailio as a proxy that stays in the way of each call.
final class KamailioExchange implements SipBench.Exchange {

  /// Where Debian puts it; compared when it is there.
  static final Path PROGRAM = Path.of("/usr/sbin/kamailio");

  private static final Duration START_MAX = Duration.ofSeconds(2);

  private final Process process;
  private final int port;

  private KamailioExchange(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static KamailioExchange start(Path folder, int called) throws IOException, InterruptedException {
    int port = SipBench.freePort();
    var address = InetAddress.getLoopbackAddress().getHostAddress();
    var settings =
        Files.writeString(folder.resolve("kamailio.cfg"), settings(address, port, called));
    var process =
        new ProcessBuilder(
                PROGRAM.toString(), "-DD", "-E", "-f", settings.toString(), "-Y", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("kamailio.log").toFile())
            .start();
    if (process.waitFor(START_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(
          "Kamailio does not start: " + Files.readString(folder.resolve("kamailio.log")));
    }
    return new KamailioExchange(process, port);
  }

  private static String settings(String address, int port, int called) {
    return """
      #!KAMAILIO
      debug=0
      log_stderror=yes
      fork=yes
      children=2
      disable_tcp=yes
      listen=udp:%s:%d
      loadmodule "tm.so"
      loadmodule "sl.so"
      loadmodule "rr.so"
      loadmodule "pv.so"
      loadmodule "textops.so"
      loadmodule "siputils.so"
      request_route {
        if (has_totag()) {
          if (loose_route() || (is_method("ACK") && t_check_trans())) {
            t_relay();
          }
          exit;
        }
        record_route();
        $ru = "sip:bench@%1$s:%d";
        t_relay();
        exit;
      }
      """
        .formatted(address, port, called);
  }

  @Override
  public int port() {
    return port;
  }

  /// Of all its processes.
  @Override
  public long cpuNanos() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
