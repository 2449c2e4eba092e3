package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Processes that stand still until this is closed.
final class Frozen implements AutoCloseable {
  private final List<ProcessHandle> processes;

  private Frozen(List<ProcessHandle> processes) {
    this.processes = processes;
  }

  static Frozen all(List<ProcessHandle> processes) {
    signal("-STOP", processes);
    return new Frozen(processes);
  }

  @Override
  public void close() {
    signal("-CONT", processes);
  }

  private static void signal(String signal, List<ProcessHandle> processes) {
    for (var process : processes) {
      run("kill", signal, Long.toString(process.pid()));
    }
  }

  /// Runs a program of the system to its end.
  ///
  /// @return its exit code
  static int run(String... command) {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
