package org.otklik.app.portal.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.portal.settings.PortalSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Where a page that calls connects. Pages of other origins are refused by default.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(PortalSettings.class)
class CallSocketConfiguration implements WebSocketConfigurer {
  private final CallSocket socket;

  CallSocketConfiguration(CallSocket socket) {
    this.socket = socket;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(socket, "/call/socket").addInterceptors(new VisitorOfCookie());
  }

  /// Hands the browser's cookie to the connection.
  private static final class VisitorOfCookie implements HandshakeInterceptor {
    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        Map<String, Object> attributes) {
      if (request instanceof ServletServerHttpRequest servlet) {
        CallController.findVisitor(servlet.getServletRequest())
            .ifPresent(visitor -> attributes.put(CallSocket.VISITOR, visitor));
      }
      return true;
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        @Nullable Exception exception) {}
  }
}
