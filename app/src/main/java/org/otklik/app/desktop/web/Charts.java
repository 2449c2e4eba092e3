package org.otklik.app.desktop.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.desktop.web.HistoryModel.Box;
import org.otklik.app.desktop.web.HistoryModel.Chart;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.Waits;

/// Draws rows of the history, each one step further to the right. Nothing is told by colour alone:
/// the second series is hatched or dashed.
final class Charts {
  static final int WIDTH = 960;
  static final int HEIGHT = 200;

  /// The part of a step that a bar takes.
  private static final double BAR = 0.8;

  /// No bar is wider: one row would be one block.
  private static final double BAR_MAX = 96;

  /// The least that the upper edge stands for, in milliseconds: seconds must not look like hours.
  private static final long WAIT_LEAST = 60_000;

  private Charts() {}

  /// Answered contacts as bars, abandoned ones on top of them; null when nobody came.
  static @Nullable Chart calls(List<History.Row> rows, Function<History.Row, String> name) {
    var most = rows.stream().mapToLong(row -> row.answered() + row.abandoned()).max().orElse(0);
    if (most == 0) {
      return null;
    }
    var solid = new ArrayList<Box>();
    var second = new ArrayList<Box>();
    var step = (double) WIDTH / rows.size();
    var width = Math.min(BAR_MAX, step * BAR);
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var x = i * step + (step - width) / 2;
      var answered = (double) row.answered() / most * HEIGHT;
      var abandoned = (double) row.abandoned() / most * HEIGHT;
      solid.add(box(x, HEIGHT - answered, width, answered));
      second.add(box(x, HEIGHT - answered - abandoned, width, abandoned));
    }
    return new Chart(
        WIDTH,
        HEIGHT,
        Long.toString(most),
        name.apply(rows.getFirst()),
        name.apply(rows.getLast()),
        solid,
        second,
        "",
        "");
  }

  /// The median wait as a line, nine of ten as a dashed one; null when nobody was answered.
  static @Nullable Chart waits(List<History.Row> rows, Function<History.Row, String> name) {
    var answered = rows.stream().filter(row -> row.wait90() != null).toList();
    if (answered.isEmpty()) {
      return null;
    }
    var most =
        Math.max(
            WAIT_LEAST, answered.stream().mapToLong(row -> millis(row.wait90())).max().orElse(0));
    return new Chart(
        WIDTH,
        HEIGHT,
        new BoardModel.Length(most / 1_000).clock(),
        name.apply(answered.getFirst()),
        name.apply(answered.getLast()),
        List.of(),
        List.of(),
        points(answered, most, History.Row::waitMedian),
        points(answered, most, History.Row::wait90));
  }

  /// Expected waits as a line, real ones as a dashed one; null when there are none.
  static @Nullable Chart estimates(List<Waits.Score> rows, Function<Waits.Score, String> name) {
    var scored = rows.stream().filter(row -> row.scored() > 0).toList();
    if (scored.isEmpty()) {
      return null;
    }
    var most =
        scored.stream()
            .mapToLong(row -> Math.max(millis(row.expected()), millis(row.real())))
            .max()
            .orElse(0);
    most = Math.max(WAIT_LEAST, most);
    return new Chart(
        WIDTH,
        HEIGHT,
        new BoardModel.Length(most / 1_000).clock(),
        name.apply(scored.getFirst()),
        name.apply(scored.getLast()),
        List.of(),
        List.of(),
        points(scored, most, Waits.Score::expected),
        points(scored, most, Waits.Score::real));
  }

  private static <T> String points(List<T> rows, long most, Function<T, @Nullable Duration> wait) {
    var step = (double) WIDTH / rows.size();
    var points = new ArrayList<String>();
    for (int i = 0; i < rows.size(); i++) {
      var y = HEIGHT - (double) millis(wait.apply(rows.get(i))) / most * HEIGHT;
      points.add(number(i * step + step / 2) + "," + number(y));
    }
    if (points.size() == 1) {
      points.add(number(WIDTH) + points.getFirst().substring(points.getFirst().indexOf(',')));
    }
    return points.stream().collect(Collectors.joining(" "));
  }

  private static long millis(@Nullable Duration wait) {
    return wait == null ? 0 : wait.toMillis();
  }

  private static Box box(double x, double y, double width, double height) {
    return new Box(number(x), number(y), number(width), number(height));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
