package org.otklik.app.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.testing.Http;

/// Desks of many operators without a browser: signed in, on shift, present; their sound is on their
/// telephones.
final class ManyDesks implements AutoCloseable {
  private static final Duration RENEWED = Duration.ofSeconds(4);
  private static final Duration NOTES = Duration.ofSeconds(2);

  private final List<WebSocket> desks = new ArrayList<>();
  private final Set<String> telephones = ConcurrentHashMap.newKeySet();
  private final Set<String> talking = ConcurrentHashMap.newKeySet();
  private volatile boolean finishing;
  private final ScheduledExecutorService presence = Executors.newSingleThreadScheduledExecutor();

  ManyDesks(Centre centre, List<String> operators, String password) {
    var client = HttpClient.newHttpClient();
    for (var operator : operators) {
      var http = new Http(centre.httpPort());
      var signedIn = http.signIn(operator, password);
      if (signedIn.status() != 303) {
        throw new AssertionError("%s is not let in: %d".formatted(operator, signedIn.status()));
      }
      var cookies =
          http.cookies().entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      desks.add(
          client
              .newWebSocketBuilder()
              .header("Cookie", cookies)
              .header("Origin", centre.address())
              .buildAsync(
                  URI.create("ws://localhost:%d/desk/socket".formatted(centre.httpPort())),
                  new Page(operator))
              .join());
    }
    say("{\"type\":\"begin\"}");
    var _ =
        presence.scheduleAtFixedRate(
            () -> say("{\"type\":\"renew\"}"),
            RENEWED.toMillis(),
            RENEWED.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// All take contacts from now on.
  void ready() {
    say("{\"type\":\"ready\"}");
  }

  /// From now on they finish their notes shortly after each talk and are ready again.
  void finishTheirNotes() {
    finishing = true;
  }

  /// How many of them have their sound on a telephone.
  int withTelephone() {
    return telephones.size();
  }

  /// How many of them talk.
  int talking() {
    return talking.size();
  }

  @Override
  public void close() {
    presence.shutdownNow();
    desks.forEach(WebSocket::abort);
  }

  private synchronized void say(String message) {
    desks.forEach(desk -> desk.sendText(message, true).join());
  }

  private synchronized void finish(WebSocket desk) {
    desk.sendText("{\"type\":\"finish\"}", true).join();
  }

  /// What the page of one operator is told.
  private final class Page implements WebSocket.Listener {
    private final String operator;
    private final StringBuilder message = new StringBuilder();

    private Page(String operator) {
      this.operator = operator;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket desk, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        told(desk, message.toString());
        message.setLength(0);
      }
      desk.request(1);
      return null;
    }

    private void told(WebSocket desk, String text) {
      if (text.contains("\"type\":\"phone\"") && text.contains("true")) {
        telephones.add(operator);
      }
      if (text.contains("\"IN_CALL\"")) {
        talking.add(operator);
      } else if (text.contains("\"WRAP_UP\"") || text.contains("\"READY\"")) {
        var talked = talking.remove(operator);
        if (talked && finishing) {
          var _ = presence.schedule(() -> finish(desk), NOTES.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
  }
}
