package org.otklik.app.notifications.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.NotificationsAlone;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(
    classes = NotificationsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"otklik.demo=false", "otklik.notifications.sms.host="})
class NoOutboxTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  @LocalServerPort private int port;
  @Autowired private Notifications notifications;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping addresses;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    DATABASE.register(registry::add);
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void outsideTheDemonstrationThereIsNoOutbox() {
    var http = new Http(port);

    assertThat(http.get("/demo/outbox").status()).isEqualTo(404);
    assertThat(addresses.getHandlerMethods().keySet())
        .flatExtracting(RequestMappingInfo::getPatternValues)
        .isNotEmpty()
        .noneMatch(address -> address.startsWith("/demo/"));
  }

  @Test
  void withoutGatewaysNothingIsAvailable() {
    assertThat(NoticeChannel.values()).noneMatch(notifications::available);
  }
}
