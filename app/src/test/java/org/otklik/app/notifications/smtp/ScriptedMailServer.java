package org.otklik.app.notifications.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server that speaks STARTTLS and answers each command as a test says; otherwise kindly.
final class ScriptedMailServer implements AutoCloseable {

  /// Closes the connection instead of answering.
  static final String DROP = "drop";

  /// What answers a command, by the command's first word; `.` is the end of the letter.
  final Map<String, String> answers = new ConcurrentHashMap<>();

  /// Every line of a client outside letters, with whether it came encrypted.
  final List<String> heard = new CopyOnWriteArrayList<>();

  final List<String> letters = new CopyOnWriteArrayList<>();

  private final ServerSocket socket;
  private final @Nullable SSLContext tls;

  /// @param tls what it offers STARTTLS with; null: it does not
  ScriptedMailServer(@Nullable SSLContext tls) throws IOException {
    this.tls = tls;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      say(client, "220 localhost");
      talk(client);
    } catch (IOException | UncheckedIOException _) {
      Thread.onSpinWait(); // the client has gone
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      heard.add((client instanceof SSLSocket ? "tls " : "open ") + line);
      var answer = answers.getOrDefault(command, kindly(command, client));
      if (answer.equals(DROP)) {
        return;
      }
      say(client, answer);
      if (command.equals("QUIT")) {
        return;
      }
      if (command.equals("STARTTLS")) {
        talk(encrypted(client));
        return;
      }
      if (answer.startsWith("354") && !letter(in, client)) {
        return;
      }
    }
  }

  private boolean letter(BufferedReader in, Socket client) throws IOException {
    var letter = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      letter.append(line).append('\n');
    }
    letters.add(letter.toString());
    var answer = answers.getOrDefault(".", "250 taken");
    if (answer.equals(DROP)) {
      return false;
    }
    say(client, answer);
    return true;
  }

  private String kindly(String command, Socket client) {
    return switch (command) {
      case "EHLO" ->
          tls == null || client instanceof SSLSocket
              ? "250-localhost\r\n250 AUTH PLAIN"
              : "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN";
      case "STARTTLS" -> "220 go";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private Socket encrypted(Socket client) throws IOException {
    var socket =
        (SSLSocket)
            Objects.requireNonNull(tls)
                .getSocketFactory()
                .createSocket(client, null, client.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }
}
