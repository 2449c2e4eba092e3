package org.otklik.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the contact centre: pages, telephone line, queues and their database, in one process.
@SpringBootApplication
public class OtklikApplication {

  /// Starts the product with the settings of the environment.
  public static void main(String[] args) {
    SpringApplication.run(OtklikApplication.class, args);
  }
}
