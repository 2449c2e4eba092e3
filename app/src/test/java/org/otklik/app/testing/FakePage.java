package org.otklik.app.testing;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

/// A page at the other end of a WebSocket: keeps what it is told.
public final class FakePage {
  private static final @Nullable Object NOTHING = null;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String id = "page-" + NUMBERS.incrementAndGet();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final InetSocketAddress address;
  private final @Nullable Principal principal;
  private final WebSocketSession session;
  private final URI uri;
  private volatile boolean open = true;
  private volatile Duration idleMax = Duration.ZERO;

  /// A page at this numeric address.
  public FakePage(String address, @Nullable Principal principal) {
    this(address, principal, "");
  }

  /// A page that says more in its address, such as `&load=1`.
  public FakePage(String address, @Nullable Principal principal, String more) {
    this.uri = URI.create("wss://localhost/socket?lang=ru" + more);
    try {
      this.address = new InetSocketAddress(InetAddress.getByName(address), 50_000);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("No numeric address: " + address, e);
    }
    this.principal = principal;
    this.session =
        (WebSocketSession)
            Proxy.newProxyInstance(
                FakePage.class.getClassLoader(),
                new Class<?>[] {NativeWebSocketSession.class},
                handler());
  }

  private InvocationHandler handler() {
    return (_, method, args) ->
        switch (method.getName()) {
          case "getId", "toString" -> id;
          case "getUri" -> uri;
          case "getAttributes" -> attributes;
          case "getRemoteAddress" -> address;
          case "getPrincipal" -> principal;
          case "isOpen" -> open;
          case "hashCode" -> id.hashCode();
          case "equals" -> id.equals(Objects.requireNonNull(args)[0].toString());
          case "sendMessage" -> {
            told.add(((TextMessage) Objects.requireNonNull(args)[0]).getPayload());
            yield NOTHING;
          }
          case "close" -> {
            open = false;
            yield NOTHING;
          }
          case "setTextMessageSizeLimit" -> NOTHING;
          case "getNativeSession" -> connection();
          default -> throw new UnsupportedOperationException(method.getName());
        };
  }

  private Session connection() {
    return (Session)
        Proxy.newProxyInstance(
            FakePage.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (_, method, args) -> {
              if (!method.getName().equals("setMaxIdleTimeout")) {
                throw new UnsupportedOperationException(method.getName());
              }
              idleMax = Duration.ofMillis((long) Objects.requireNonNull(args)[0]);
              return NOTHING;
            });
  }

  /// For so long the server lets the connection be silent; zero is for ever.
  public Duration idleMax() {
    return idleMax;
  }

  /// The server's end of the connection.
  public WebSocketSession session() {
    return session;
  }

  /// The messages so far.
  public List<String> told() {
    return told;
  }

  /// Whether the server has left the connection open.
  public boolean isOpen() {
    return open;
  }
}
