package org.otklik.app.access.web;

import java.util.List;
import java.util.Set;
import org.otklik.app.access.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Where an account works: the page of its first role in this table, or the home page where that
/// page does not exist.
@Component
class Landings {

  static final String HOME = "/";

  private static final List<Landing> TABLE =
      List.of(
          new Landing(Role.ADMIN, "/admin"),
          new Landing(Role.SUPERVISOR, "/board"),
          new Landing(Role.OPERATOR, "/desk"),
          new Landing(Role.QUALITY, "/quality"),
          new Landing(Role.AGENCY, "/agency"),
          new Landing(Role.CITIZEN, "/my"));

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  private record Landing(Role role, String path) {}

  Landings(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  String of(Set<Role> roles) {
    return TABLE.stream()
        .filter(landing -> roles.contains(landing.role()))
        .map(Landing::path)
        .filter(this::exists)
        .findFirst()
        .orElse(HOME);
  }

  private boolean exists(String path) {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .anyMatch(mapping -> mapping.getPatternValues().contains(path));
  }
}
