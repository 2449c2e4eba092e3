package org.otklik.app;

import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;

/// Turns whatever stopped the start into one sentence with a remedy on the console; the stack trace
/// goes to the log. Spring Boot finds it by `spring.factories`.
final class StartFailures implements SpringBootExceptionReporter {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

  @Override
  public boolean reportException(Throwable failure) {
    System.err.println(sentenceFor(failure));
    LOG.debug("The start has failed.", failure);
    return true;
  }

  /// The sentence of the first cause that has one, Russian line first, then English.
  static String sentenceFor(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(() -> unknown(failure))
        .sentence();
  }

  private static Optional<StartRefused> known(Throwable cause) {
    return switch (cause) {
      case StartRefused refused -> Optional.of(refused);
      case PortInUseException taken -> Optional.of(portTaken(taken.getPort()));
      case ConnectorStartFailedException failed -> Optional.of(portTaken(failed.getPort()));
      default -> Optional.empty();
    };
  }

  private static StartRefused portTaken(int port) {
    return new StartRefused(
        "Порт %d занят другой программой: остановите её или задайте другой порт (SERVER_PORT для HTTP, OTKLIK_HTTPS_PORT для HTTPS)."
            .formatted(port),
        "Port %d is taken by another program: stop it or choose another port (SERVER_PORT for HTTP, OTKLIK_HTTPS_PORT for HTTPS)."
            .formatted(port));
  }

  private static StartRefused unknown(Throwable failure) {
    var fault = NestedExceptionUtils.getMostSpecificCause(failure).getClass().getSimpleName();
    return new StartRefused(
        "Отклик не запустился из-за ошибки %s: подробности в logs/otklik.log в папке данных, сообщите о них разработчикам."
            .formatted(fault),
        "Otklik could not start because of %s: see logs/otklik.log in the data folder and report it to the developers."
            .formatted(fault));
  }
}
