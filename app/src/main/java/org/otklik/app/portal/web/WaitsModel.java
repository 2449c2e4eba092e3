package org.otklik.app.portal.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of promises in words.
///
/// @param now each topic at this moment
/// @param today what became of today's promises; null when that cannot be said now
/// @param hours today, by the hour
/// @param chart picture of the hours; null when there is nothing to draw
/// @param topics today, by topic
/// @param days coverage of the last days
/// @param callbacks what became of promises to call back; null when too few have ended
public record WaitsModel(
    List<Now> now,
    @Nullable String today,
    List<Line> hours,
    @Nullable Chart chart,
    List<Line> topics,
    List<Day> days,
    @Nullable String callbacks) {

  /// One topic.
  public record Now(String topic, int waiting, int operators, String range) {}

  /// Promises of an hour or a topic; figures that are too few to be told are dashes.
  public record Line(
      String name, String told, String kept, String inside, String shorter, String longer) {}

  /// Coverage of one day.
  public record Day(String name, String told, String kept, String coverage) {}

  /// Bars over 24 hours.
  ///
  /// @param top what the upper edge stands for
  /// @param kept taken in time
  /// @param broken taken later, on top of them
  public record Chart(int width, int height, String top, List<Bar> kept, List<Bar> broken) {}

  /// A bar.
  public record Bar(String x, String y, String width, String height) {}
}
