package org.otklik.app.desktop.web;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Lines of a CSV file (RFC 4180) that a spreadsheet may open: UTF-8 with a byte order mark, as
/// Excel needs it, and no field that a spreadsheet would run as a formula.
final class Csv {

  /// Stands at the beginning of the file.
  static final String MARK = "\uFEFF";

  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /// One line with its end.
  static String line(String... fields) {
    return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  /// A field that would begin a formula gets an apostrophe in front, as OWASP advises.
  private static String field(String text) {
    var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
