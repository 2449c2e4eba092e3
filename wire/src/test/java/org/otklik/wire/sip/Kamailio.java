package org.otklik.wire.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A trunk of others (Debian's `kamailio`) that wants its users to register, with the password
/// `secret`, for a minute at the least, and brings their calls to where they registered from.
final class Kamailio implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final int port;

  private Kamailio(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static Kamailio start(Path folder) throws IOException {
    int port = freePort();
    Path settings = Files.writeString(folder.resolve("kamailio.cfg"), settings(port));
    Path log = folder.resolve("kamailio.log");
    Process process =
        new ProcessBuilder(
                "/usr/sbin/kamailio", "-DD", "-E", "-f", settings.toString(), "-Y", "" + folder)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Kamailio(process, log, port);
  }

  private static String settings(int port) {
    return """
    #!KAMAILIO
    debug=1
    log_stderror=yes
    fork=yes
    children=1
    listen=udp:127.0.0.1:%1$d
    listen=tcp:127.0.0.1:%1$d
    tcp_children=1
    loadmodule "tm.so"
    loadmodule "sl.so"
    loadmodule "rr.so"
    loadmodule "pv.so"
    loadmodule "textops.so"
    loadmodule "siputils.so"
    loadmodule "usrloc.so"
    loadmodule "registrar.so"
    loadmodule "auth.so"
    modparam("registrar", "min_expires", 60)
    modparam("registrar", "max_expires", 90)
    request_route {
      if (is_method("REGISTER")) {
        if (!pv_www_authenticate("$fd", "secret", "0")) {
          auth_challenge("$fd", "0");
          exit;
        }
        save("location");
        exit;
      }
      if (has_totag()) {
        if (loose_route() || (is_method("ACK") && t_check_trans())) {
          t_relay();
        }
        exit;
      }
      if (!lookup("location")) {
        sl_send_reply("404", "Not Registered");
        exit;
      }
      record_route();
      t_relay();
    }
    """
        .formatted(port);
  }

  /// Free for both TCP and, most probably, UDP.
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  boolean runs() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
