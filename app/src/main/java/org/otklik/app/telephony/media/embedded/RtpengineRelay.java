package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// rtpengine without its kernel module, with one media thread, for [RelayBench]. It is told what to
/// do by its ng protocol: a cookie and a bencoded dictionary in a datagram.
final class RtpengineRelay implements RelayBench.Relay {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration ANSWER_MAX = Duration.ofMillis(500);
  private static final int ATTEMPTS = 20;
  private static final int DATAGRAM_MAX = 8_192;
  private static final String SDP = "3:sdp";

  private final Process process;
  private final DatagramSocket control;
  private final int port;
  private int cookies;

  private RtpengineRelay(Process process, DatagramSocket control, int port) {
    this.process = process;
    this.control = control;
    this.port = port;
  }

  static RtpengineRelay start(Path program) throws IOException {
    var control = new DatagramSocket(0, LOOPBACK);
    control.setSoTimeout((int) ANSWER_MAX.toMillis());
    int port = freePort();
    var address = LOOPBACK.getHostAddress();
    var process =
        new ProcessBuilder(
                program.toString(),
                "--config-file=none",
                "--foreground",
                "--table=-1",
                "--num-threads=1",
                "--log-level=3",
                "--interface=" + address,
                "--listen-ng=%s:%d".formatted(address, port),
                "--port-min=" + RelayBench.FIRST_PORT,
                "--port-max=" + (RelayBench.FIRST_PORT + 9_999))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var relay = new RtpengineRelay(process, control, port);
    try {
      relay.ask(Map.of("command", "ping"));
    } catch (IOException e) {
      relay.close();
      throw e;
    }
    return relay;
  }

  @Override
  public Bridge bridge(String first, String second) throws IOException {
    var call = new LinkedHashMap<String, String>();
    call.put("call-id", "bench-" + cookies);
    call.put("from-tag", "first");
    call.put("command", "offer");
    call.put("sdp", first);
    var toSecond = sdp(ask(call));
    call.put("command", "answer");
    call.put("to-tag", "second");
    call.put("sdp", second);
    return new Bridge(sdp(ask(call)), toSecond);
  }

  /// Of the whole process.
  @Override
  public long cpuNanos() {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }

  @Override
  public void close() {
    control.close();
    process.destroy();
    try {
      if (!process.waitFor(ANSWER_MAX.multipliedBy(ATTEMPTS).toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Asks again until it answers: at first it is still starting.
  private String ask(Map<String, String> command) throws IOException {
    var cookie = "c" + cookies++ + " ";
    var text = new StringBuilder(cookie).append('d');
    command.forEach((key, value) -> text.append(bencode(key)).append(bencode(value)));
    var bytes = text.append('e').toString().getBytes(StandardCharsets.UTF_8);
    var answer = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
    for (var attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      control.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, port));
      try {
        control.receive(answer);
      } catch (SocketTimeoutException _) {
        continue;
      }
      var said = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
      if (said.startsWith(cookie) && !said.contains("6:result5:error")) {
        return said;
      }
    }
    throw new IOException("rtpengine does not do (%s).".formatted(command.get("command")));
  }

  private static String bencode(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
  }

  private static String sdp(String answer) throws IOException {
    int begin = answer.indexOf(SDP) + SDP.length();
    int colon = answer.indexOf(':', begin);
    if (begin < SDP.length() || colon < 0) {
      throw new IOException("rtpengine has answered without SDP.");
    }
    int length = Integer.parseInt(answer.substring(begin, colon));
    return answer.substring(colon + 1, colon + 1 + length);
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }
}
