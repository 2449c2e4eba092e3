package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

final class ModulesTest {

  private static final ApplicationModules MODULES = ApplicationModules.of(OtklikApplication.class);

  @Test
  void keepsToTheDeclaredDependencies() {
    MODULES.verify();
  }

  /// An ArchUnit too old for the class files finds no module at all, and everything above passes.
  @Test
  void findsEveryModule() {
    assertThat(MODULES.stream().map(ApplicationModule::getIdentifier).map(Object::toString))
        .containsExactlyInAnyOrder(
            "access",
            "bench",
            "callback",
            "citizens",
            "contacts",
            "database",
            "desktop",
            "dispatch",
            "messages",
            "notifications",
            "pages",
            "portal",
            "reception",
            "telephony");
  }
}
