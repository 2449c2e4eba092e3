package org.otklik.app;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;

/// Starts the contact centre: pages, telephone line, queues and their database, in one process; or
/// one of the tools beside it, if the first argument names one.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public final class OtklikApplication {

  private static final int FAILED = 1;
  private static final String OPTION = "--";

  /// Runs the [Command] that the first argument names; options alone start the product with the
  /// settings of the environment.
  public static void main(String[] args) {
    if (args.length > 0 && !args[0].startsWith(OPTION)) {
      System.exit(runCommand(args[0], List.of(args).subList(1, args.length)));
    }
    start(args);
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

  /// A command speaks to its user in words of its own; of the log only warnings are shown.
  private static int runCommand(String name, List<String> arguments) {
    LoggingSystem.get(OtklikApplication.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    var commands =
        ServiceLoader.load(Command.class).stream().map(ServiceLoader.Provider::get).toList();
    for (var command : commands) {
      if (command.name().equals(name)) {
        return run(command, arguments);
      }
    }
    System.err.printf(
        "Команды «%s» нет, есть: %s%nThere is no command \"%1$s\", but: %2$s%n",
        name, commands.stream().map(Command::name).sorted().collect(joining(", ")));
    return FAILED;
  }

  /// What a command leaves running must not keep the process when it has failed.
  private static int run(Command command, List<String> arguments) {
    try {
      return command.run(arguments);
    } catch (RuntimeException e) {
      System.err.printf("Не получилось: %1$s%nFailed: %1$s%n", e.getMessage());
      LoggerFactory.getLogger(OtklikApplication.class).error("The command has failed.", e);
      return FAILED;
    }
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
