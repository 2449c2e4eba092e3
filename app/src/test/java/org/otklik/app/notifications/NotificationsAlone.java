package org.otklik.app.notifications;

import org.otklik.app.testing.TestClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/// Notifications with the modules that they use, without the rest of the product; no
/// `@Configuration`, so that the product's own tests do not find it.
@EnableAutoConfiguration
@ComponentScan({"org.otklik.app.pages", "org.otklik.app.access", "org.otklik.app.notifications"})
public class NotificationsAlone {

  @Bean
  TestClock clock() {
    return TestClock.atNoon();
  }
}
