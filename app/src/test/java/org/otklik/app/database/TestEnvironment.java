package org.otklik.app.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Gives every application context of a test a data folder and a database of its own, and free
/// ports. A test's own properties win.
public final class TestEnvironment implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var database = TestDatabase.fresh();
    Map<String, Object> properties =
        Map.of(
            "otklik.data",
            Path.of("target", "test-data", UUID.randomUUID().toString()).toString(),
            "otklik.https.port",
            0,
            "otklik.sip.port",
            0,
            "otklik.database.pool-size",
            4,
            "server.port",
            0,
            "spring.datasource.url",
            database.url(),
            "spring.datasource.username",
            database.user(),
            "spring.datasource.password",
            database.password());
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("test", properties));
  }
}
