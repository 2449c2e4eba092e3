package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccessAlone;
import org.otklik.app.access.web.EndpointRules.Rule;
import org.otklik.app.testing.TestDatabase;
import org.otklik.probes.Probes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The walk itself: it finds an endpoint that declares nothing, and no other fault.
@SpringBootTest(
    classes = {AccessAlone.class, Probes.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndpointWalkTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  @LocalServerPort private int port;
  @Autowired private ApplicationContext application;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void findsWhatDeclaresNothing() {
    var walk = new EndpointWalk(application, port);

    assertThat(walk.endpoints())
        .filteredOn(endpoint -> endpoint.rule() instanceof Rule.Undeclared)
        .extracting(Object::toString)
        .contains("GET /probe/undeclared");
    assertThat(walk.addresses())
        .filteredOn(endpoint -> endpoint.rule() instanceof Rule.Undeclared)
        .extracting(Object::toString)
        .contains("GET /probe/careless-socket");
  }

  @Test
  void findsTheServerDoingAsDeclared() {
    assertThat(new EndpointWalk(application, port).faults()).isEmpty();
  }
}
