package org.otklik.app;

import java.util.List;

/// A tool that lives beside the product in the same jar and runs without starting it, such as a
/// telephone for trying the lines: `java -jar otklik.jar call 115` runs the command named `call`.
///
/// Implementations are found by [java.util.ServiceLoader]: a public class with a public constructor
/// without arguments, listed in `META-INF/services/org.otklik.app.Command`.
public interface Command {

  /// The first argument that selects this command: lower-case letters and hyphens.
  String name();

  /// Runs to the end and returns the exit code of the process, 0 for success.
  ///
  /// @param arguments what follows the name
  int run(List<String> arguments);
}
