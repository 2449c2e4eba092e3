package org.otklik.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Starts the contact centre: pages, telephone line, queues and their database, in one process; or
/// one of the tools beside it, if the first argument names one.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public final class OtklikApplication {

  private static final int FAILED = 1;

  /// Runs the [Command] that the first argument names, else starts the product with the settings of
  /// the environment.
  public static void main(String[] args) {
    findCommand(args).ifPresentOrElse(command -> runAndExit(command, args), () -> start(args));
  }

  /// The one clock that everything is given.
  @Bean
  @SuppressWarnings("TimeZoneUsage") // made here so that it can be injected everywhere else
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  DataFolder dataFolder(ProductSettings settings) {
    return DataFolder.open(Path.of(settings.data()));
  }

  private static Optional<Command> findCommand(String[] args) {
    return ServiceLoader.load(Command.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(command -> args.length > 0 && command.name().equals(args[0]))
        .findFirst();
  }

  private static void runAndExit(Command command, String[] args) {
    System.exit(command.run(List.copyOf(Arrays.asList(args).subList(1, args.length))));
  }

  private static void start(String[] args) {
    var application = new SpringApplication(OtklikApplication.class);
    application.addListeners(new DataFolderCheck());
    try {
      application.run(args);
    } catch (RuntimeException _) { // has been told to the user by StartFailures
      System.exit(FAILED);
    }
  }
}
