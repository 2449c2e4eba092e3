package org.otklik.app.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser without a screen: keeps cookies, sends forms with the token of the page, follows no
/// redirect.
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final URI base;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String token = "";

  /// What came back.
  public record Reply(int status, Map<String, List<String>> headers, String body) {

    /// The first header of this name, or "".
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    /// All headers of this name.
    public List<String> all(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream())
          .toList();
    }
  }

  /// Talks to the server on this port of the loopback address.
  public Http(int port) {
    this.base = URI.create("http://localhost:" + port);
  }

  /// Asks for a page.
  public Reply get(String path) {
    return send("GET", path, "", Map.of());
  }

  /// Asks with more headers.
  public Reply get(String path, Map<String, String> headers) {
    return send("GET", path, "", headers);
  }

  /// Sends a form with the token of the last page that had one.
  public Reply post(String path, Map<String, String> fields) {
    return post(path, fields, Map.of());
  }

  /// Sends a form with more headers.
  public Reply post(String path, Map<String, String> fields, Map<String, String> headers) {
    var all = new LinkedHashMap<>(fields);
    all.putIfAbsent("_csrf", token);
    return send("POST", path, form(all), headers);
  }

  /// Signs in by the page.
  public Reply signIn(String username, String password) {
    get("/sign-in");
    return post("/sign-in", Map.of("username", username, "password", password));
  }

  /// Opens an event stream and leaves it: 200, or what else comes within a few seconds.
  public Reply open(String path, Map<String, String> headers) {
    try {
      return take(
          CLIENT.send(
              request("GET", path, "", headers).timeout(SILENCE).build(),
              BodyHandlers.ofInputStream()));
    } catch (HttpTimeoutException _) {
      return new Reply(200, Map.of(), "");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("GET " + path, e);
    }
  }

  /// Any method; nothing is read of an endless answer but its beginning.
  public Reply send(String method, String path, String body, Map<String, String> headers) {
    try {
      return take(
          CLIENT.send(request(method, path, body, headers).build(), BodyHandlers.ofInputStream()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  /// The cookies kept now, by name; a test may change them.
  public Map<String, String> cookies() {
    return cookies;
  }

  /// The form token of the last page that had one; asks for a page if there was none.
  public String formToken() {
    if (token.isEmpty()) {
      get("/sign-in"); // for a stranger
      get("/not-found"); // for somebody signed in, whose every page has the button for signing out
    }
    return token;
  }

  private HttpRequest.Builder request(
      String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER_LIMIT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    var all =
        new HashMap<>(
            Map.of("Accept", "text/html", "Content-Type", "application/x-www-form-urlencoded"));
    all.putAll(headers);
    all.forEach(request::setHeader);
    if (!cookies.isEmpty()) {
      request.setHeader(
          "Cookie",
          cookies.entrySet().stream()
              .map(c -> c.getKey() + "=" + c.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private Reply take(HttpResponse<InputStream> response) throws IOException {
    response.headers().allValues("Set-Cookie").stream()
        .map(line -> HttpCookie.parse(line).getFirst())
        .forEach(this::keep);
    var body = read(response);
    var found = TOKEN.matcher(body);
    if (found.find()) {
      token = found.group(1);
    }
    return new Reply(response.statusCode(), response.headers().map(), body);
  }

  private static String read(HttpResponse<InputStream> response) throws IOException {
    try (var body = response.body()) {
      var endless =
          response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      return endless ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void keep(HttpCookie cookie) {
    if (cookie.getMaxAge() == 0) {
      cookies.remove(cookie.getName());
    } else {
      cookies.put(cookie.getName(), cookie.getValue());
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
