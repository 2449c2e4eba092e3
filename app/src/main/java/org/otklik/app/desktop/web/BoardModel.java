package org.otklik.app.desktop.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The board in words.
///
/// @param recordingFailed when a talk could not be recorded, while the alarm stands
/// @param notice what came of the last action, null when there was none
public record BoardModel(
    Instant at,
    boolean available,
    @Nullable Instant recordingFailed,
    Totals totals,
    List<QueueRow> queues,
    List<PromiseRow> promises,
    List<WaitingRow> waiting,
    List<OperatorRow> operators,
    List<CallBackRow> toCallBack,
    @Nullable String notice) {

  /// How long something has lasted.
  public record Length(long seconds) {

    /// `3:07`, or `1:02:07` from an hour on.
    public String clock() {
      return seconds < 3600
          ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
          : String.format(
              Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
  }

  /// The centre in figures; `longest` is null when nobody waits, `outside` when nobody who was
  /// handed on talks with a number outside.
  public record Totals(
      int waiting,
      @Nullable Length longest,
      long ready,
      long talking,
      long paused,
      @Nullable Outside outside) {}

  /// Citizens who were handed on and talk outside: how many, and how long the longest.
  public record Outside(int talks, Length longest) {}

  /// One topic; `longest` is null when nobody waits.
  public record QueueRow(
      String topic, int waiting, @Nullable Length longest, int ready, int talking) {}

  /// What is promised in one queue, and how today's promises of its topic have ended; a figure that
  /// is not there is a dash.
  ///
  /// @param range for one who would come now
  /// @param due end within the next minutes
  /// @param atRisk will probably be broken
  /// @param overdue open, though their time is over
  /// @param broken of today
  /// @param kept share of today's that were kept
  /// @param coverage share of today's waits inside the 80 % range
  /// @param expected mean of the waits expected
  /// @param real mean of those waits as they were
  public record PromiseRow(
      String topic,
      String language,
      String range,
      int due,
      int atRisk,
      int overdue,
      long broken,
      String kept,
      String coverage,
      String expected,
      String real) {}

  /// One who waits.
  ///
  /// @param who the number, masked, or what is known instead
  /// @param promised waits to be called back
  /// @param pulled a supervisor has pulled it forward
  public record WaitingRow(
      UUID contact,
      String who,
      boolean promised,
      String topic,
      Length waited,
      String why,
      boolean pulled) {}

  /// One operator who is present.
  ///
  /// @param contact the talk that can be listened to, null when there is none
  public record OperatorRow(
      UUID operator,
      @Nullable UUID contact,
      String name,
      String stateCode,
      String state,
      String why,
      Length since,
      String topic) {}

  /// One person to call.
  ///
  /// @param who the number, or what is known instead
  /// @param settle where it is said that they have been called
  /// @param attempts how often we have called, and nobody answered
  public record CallBackRow(String settle, String who, String topic, Length waited, int attempts) {}
}
