package org.otklik.app.desktop.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Choice;

/// The history page in words.
///
/// @param calls chart of answered and abandoned contacts, null when nobody came
/// @param waits chart of waits, null when nobody was answered
/// @param estimates chart of expected and real waits, null when there are none
/// @param promises how those told in each interval have ended
/// @param csv address of the same figures as a file
/// @param promisesCsv address of the promises as a file
public record HistoryModel(
    Asked asked,
    List<Choice> intervals,
    List<Choice> topics,
    @Nullable Chart calls,
    @Nullable Chart waits,
    List<Line> byInterval,
    List<Line> byTopic,
    @Nullable Chart estimates,
    List<PromiseLine> promises,
    String csv,
    String promisesCsv) {

  /// What was typed.
  public record Asked(String from, String until, String interval, String topic) {}

  /// One row of figures in words; a figure that is not there is a dash.
  public record Line(
      String name,
      String offered,
      String answered,
      String abandoned,
      String serviceLevel,
      String waitMean,
      String waitMedian,
      String wait90,
      String talk,
      String wrapUp) {}

  /// Promises of one interval in words; a figure that is not there is a dash.
  public record PromiseLine(
      String name,
      String told,
      String kept,
      String inside,
      String shorter,
      String longer,
      String gaveUp,
      String coverage,
      String expected,
      String real) {}

  /// A picture of a table that stands beside it, in units of its view box.
  ///
  /// @param top what the upper edge stands for, in words
  /// @param first what the left end stands for
  /// @param last what the right end stands for
  /// @param solid bars or the points of a line
  /// @param second hatched bars on top of the solid ones, or the points of the dashed line
  public record Chart(
      int width,
      int height,
      String top,
      String first,
      String last,
      List<Box> solid,
      List<Box> second,
      String solidPoints,
      String secondPoints) {}

  /// A bar.
  public record Box(String x, String y, String width, String height) {}
}
