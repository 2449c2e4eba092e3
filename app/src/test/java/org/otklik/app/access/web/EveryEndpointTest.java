package org.otklik.app.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.OtklikApplication;
import org.otklik.app.access.web.EndpointRules.Rule;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// All endpoints of the whole product, also of modules to come: each declares who may call it, and
/// the running server keeps to that.
@SpringBootTest(
    classes = OtklikApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EveryEndpointTest {

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
  void declaresWhoMayCallIt() {
    var walk = new EndpointWalk(application, port);

    assertThat(walk.endpoints())
        .extracting(Object::toString)
        .contains("POST /sign-in", "GET /audit");
    assertThat(walk.endpoints()).noneMatch(endpoint -> endpoint.rule() instanceof Rule.Undeclared);
    assertThat(walk.addresses()).noneMatch(endpoint -> endpoint.rule() instanceof Rule.Undeclared);
    assertThat(walk.unguarded()).isEmpty();
  }

  @Test
  void isOpenToWhomItDeclaresAndToNobodyElse() {
    assertThat(new EndpointWalk(application, port).faults()).isEmpty();
  }
}
