package org.otklik.app.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.otklik.app.OtklikApplication;

/// The product, or a command of it, as a process of its own: to be refused, killed and stopped as
/// people do it.
public final class ProductProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4); // of a busy build machine

  private final Process process;
  private final Path output;

  private ProductProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts it with the environment variables and arguments, and what it needs not to disturb the
  /// product that may run on this machine.
  public static ProductProcess start(Map<String, String> environment, String... arguments) {
    try {
      var output = Files.createTempFile("otklik-", ".out");
      var command =
          new ArrayList<>(
              List.of(
                  "env", // a build in the background ignores the interrupt, and children inherit
                  // that
                  "--default-signal=INT",
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-cp",
                  classPathWithoutTests(),
                  OtklikApplication.class.getName()));
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      return new ProductProcess(builder.redirectOutput(output.toFile()).start(), output);
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  /// Everything that it has printed so far.
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Waits until it has printed that it is ready.
  public ProductProcess awaitReady() {
    Await.until(
        "the product is ready",
        START_LIMIT,
        () -> output().contains("Ctrl-C") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("The product has ended: " + output());
    }
    return this;
  }

  /// Waits for its end and returns the exit code.
  public int awaitEnd() {
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("The product does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /// Kills it without a chance to tidy up.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// What Ctrl-C does.
  public int interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException impossible) {
      throw new AssertionError(impossible);
    }
    return awaitEnd();
  }

  /// Ends it in an orderly way, if it runs.
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }

  private static String classPathWithoutTests() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
