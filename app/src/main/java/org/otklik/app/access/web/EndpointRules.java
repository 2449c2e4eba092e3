package org.otklik.app.access.web;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.Set;
import org.otklik.app.access.MayCall;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.access.Role;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/// Reads off a handler who may call it:
///
/// 1. a controller's method by its own annotation, else by that of its class;
/// 2. a WebSocket handler by the annotation of its class;
/// 3. static files and error pages are for all;
/// 4. of the actuator, health is for all, the rest for administrators and whoever has the metrics
///    token;
/// 5. anything else is for nobody.
final class EndpointRules {

  /// Who may call.
  sealed interface Rule {
    /// Anybody.
    record Open() implements Rule {}

    /// Accounts with one of the roles.
    record Roles(Set<Role> roles) implements Rule {}

    /// Administrators, and programs with the metrics token.
    record Metrics() implements Rule {}

    /// Nobody: the handler declares nothing.
    record Undeclared() implements Rule {}
  }

  private static final String HEALTH = "/actuator/health";

  private EndpointRules() {}

  static Rule of(Object handler, String path) {
    return switch (handler) {
      case ResourceHttpRequestHandler _ -> new Rule.Open();
      case WebSocketHttpRequestHandler socket -> ofSocket(socket.getWebSocketHandler());
      case HandlerMethod method -> ofMethod(method, path);
      default -> new Rule.Undeclared();
    };
  }

  private static Rule ofMethod(HandlerMethod method, String path) {
    var type = method.getBeanType();
    if (ErrorController.class.isAssignableFrom(type)) {
      return new Rule.Open();
    }
    if (type.getPackage().equals(AbstractWebMvcEndpointHandlerMapping.class.getPackage())) {
      return path.equals(HEALTH) || path.startsWith(HEALTH + "/")
          ? new Rule.Open()
          : new Rule.Metrics();
    }
    return find(method.getMethod()).or(() -> find(type)).orElseGet(Rule.Undeclared::new);
  }

  private static Rule ofSocket(WebSocketHandler handler) {
    return find(WebSocketHandlerDecorator.unwrap(handler).getClass())
        .orElseGet(Rule.Undeclared::new);
  }

  private static Optional<Rule> find(AnnotatedElement element) {
    if (AnnotatedElementUtils.hasAnnotation(element, OpenToAll.class)) {
      return Optional.of(new Rule.Open());
    }
    return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(element, MayCall.class))
        .map(mayCall -> new Rule.Roles(Set.of(mayCall.value())));
  }
}
