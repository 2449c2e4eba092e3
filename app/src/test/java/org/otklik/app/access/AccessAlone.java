package org.otklik.app.access;

import org.otklik.app.testing.TestClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/// The two modules that come before all others, without the rest of the product; no
/// `@Configuration`, so that the product's own tests do not find it.
@EnableAutoConfiguration
@ComponentScan({"org.otklik.app.pages", "org.otklik.app.access"})
public class AccessAlone {

  @Bean
  TestClock clock() {
    return TestClock.atNoon();
  }
}
