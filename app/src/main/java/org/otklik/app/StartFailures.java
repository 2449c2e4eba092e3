package org.otklik.app;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

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
      case UnboundConfigurationPropertiesException unknown ->
          Optional.of(
              settings(
                  "таких нет, проверьте написание",
                  "there are no such, check the spelling",
                  unknown.getUnboundProperties().stream().map(one -> one.getName().toString())));
      case BindValidationException invalid ->
          Optional.of(
              settings(
                  "значения вне границ",
                  "values out of bounds",
                  invalid.getValidationErrors().getAllErrors().stream()
                      .map(error -> nameOf(invalid, error) + ": " + error.getDefaultMessage())));
      case BindException wrong when !explained(wrong) ->
          Optional.of(
              settings(
                  "значение не понять",
                  "a value cannot be understood",
                  Stream.of(wrong.getName() + why(wrong))));
      default -> Optional.empty();
    };
  }

  /// Whether what lies behind it says more.
  private static boolean explained(BindException wrong) {
    return Stream.iterate(wrong.getCause(), cause -> cause != null, Throwable::getCause)
        .anyMatch(cause -> known(cause).isPresent());
  }

  /// What the part itself says is wrong, where it does.
  private static String why(BindException wrong) {
    var cause = NestedExceptionUtils.getMostSpecificCause(wrong);
    var words = cause.getMessage();
    return cause instanceof IllegalArgumentException && words != null ? ": " + words : "";
  }

  private static String nameOf(BindValidationException invalid, ObjectError error) {
    var prefix = invalid.getValidationErrors().getName().toString();
    return error instanceof FieldError field
        ? prefix + "." + DataObjectPropertyName.toDashedForm(field.getField())
        : prefix;
  }

  private static StartRefused settings(String russian, String english, Stream<String> names) {
    var list = names.sorted().map("\n  "::concat).collect(Collectors.joining());
    return new StartRefused(
        "Исправьте настройки (%s):%s".formatted(russian, list),
        "Correct the settings (%s):%s".formatted(english, list));
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
