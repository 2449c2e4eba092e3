package org.otklik.app.notifications.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.NotificationsAlone;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.TestDatabase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    classes = NotificationsAlone.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"otklik.demo=false", "otklik.notifications.sms.host="})
class NoOutboxTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  @LocalServerPort private int port;
  @Autowired private Notifications notifications;

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
    assertThat(
            http.post(
                    "/demo/outbox/00000000-0000-7000-8000-000000000017/replies",
                    Map.of("text", "да"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void withoutGatewaysNothingIsAvailable() {
    assertThat(NoticeChannel.values()).noneMatch(notifications::available);
  }
}
