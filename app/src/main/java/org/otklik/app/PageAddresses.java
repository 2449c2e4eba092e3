package org.otklik.app;

import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Announces where the pages are.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageAddresses implements Announcement {

  private final ObjectProvider<WebServerApplicationContext> context;

  PageAddresses(ObjectProvider<WebServerApplicationContext> context) {
    this.context = context;
  }

  @Override
  public List<String> lines() {
    var found = context.getIfAvailable();
    return found != null && found.getWebServer() instanceof TomcatWebServer server
        ? linesOf(server)
        : List.of();
  }

  private static List<String> linesOf(TomcatWebServer server) {
    return Arrays.stream(server.getTomcat().getService().findConnectors())
        .map(
            at ->
                "Страницы · Pages: %s://localhost:%d/".formatted(at.getScheme(), at.getLocalPort()))
        .toList();
  }
}
