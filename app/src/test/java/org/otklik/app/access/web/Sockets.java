package org.otklik.app.access.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Knocks at a WebSocket as a browser does, with a page's origin.
final class Sockets {

  private Sockets() {}

  /// The status that the handshake is answered with; 101 opens the socket.
  static int status(int port, String path, Map<String, String> cookies, String origin)
      throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      var cookie =
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; "));
      var request =
          """
          GET %s HTTP/1.1
          Host: localhost:%d
          Connection: Upgrade
          Upgrade: websocket
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
          Origin: %s
          Cookie: %s

          """
              .formatted(path, port, origin, cookie)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(
          answer.readLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }
  }
}
