package org.otklik.app.access.web;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.otklik.app.access.Role;
import org.otklik.app.pages.Visitor.Section;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Where an account works: the page of its first role in the first table, or the home page where
/// that page does not exist; and the pages of all its roles, for the header.
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

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(Set.of(Role.OPERATOR), new Section("/desk", "access.section.desk")),
          new Entry(
              Set.of(Role.OPERATOR, Role.SUPERVISOR),
              new Section("/messages", "access.section.messages")),
          new Entry(Set.of(Role.SUPERVISOR), new Section("/board", "access.section.board")),
          new Entry(Set.of(Role.SUPERVISOR), new Section("/disputes", "access.section.disputes")),
          new Entry(
              Set.of(Role.SUPERVISOR, Role.QUALITY, Role.ADMIN),
              new Section("/history", "access.section.history")),
          new Entry(
              Set.of(Role.SUPERVISOR, Role.QUALITY),
              new Section("/recordings", "access.section.recordings")),
          new Entry(
              Set.of(Role.SUPERVISOR, Role.ADMIN), new Section("/audit", "access.section.audit")));

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  private record Landing(Role role, String path) {}

  private record Entry(Set<Role> roles, Section section) {}

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

  List<Section> sections(Set<Role> roles) {
    return ENTRIES.stream()
        .filter(entry -> !Collections.disjoint(entry.roles(), roles))
        .map(Entry::section)
        .filter(section -> exists(section.href()))
        .toList();
  }

  private boolean exists(String path) {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .anyMatch(mapping -> mapping.getPatternValues().contains(path));
  }
}
