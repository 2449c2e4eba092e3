package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otklik.app.dispatch.History;

class ChartsTest {

  @Test
  void stacksWhatWasAbandonedOnWhatWasAnswered() {
    var chart = Charts.calls(List.of(row(3, 1, null), row(1, 0, null)), _ -> "10:00");

    assertThat(chart).isNotNull();
    assertThat(chart)
        .extracting(HistoryModel.Chart::top, HistoryModel.Chart::solid, HistoryModel.Chart::second)
        .containsExactly(
            "4",
            List.of(
                new HistoryModel.Box("192.0", "50.0", "96.0", "150.0"),
                new HistoryModel.Box("672.0", "150.0", "96.0", "50.0")),
            List.of(
                new HistoryModel.Box("192.0", "0.0", "96.0", "50.0"),
                new HistoryModel.Box("672.0", "150.0", "96.0", "0.0")));
  }

  @Test
  void drawsWaitsOfThoseWhoWereAnswered() {
    var rows =
        List.of(row(1, 0, Duration.ofSeconds(100)), row(0, 1, null), row(1, 0, Duration.ZERO));

    assertThat(Charts.waits(rows, _ -> "10:00"))
        .extracting(HistoryModel.Chart::top, HistoryModel.Chart::secondPoints)
        .containsExactly("1:40", "240.0,0.0 720.0,200.0");
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(Charts.calls(List.of(), _ -> "")).isNull();
    assertThat(Charts.waits(List.of(row(0, 1, null)), _ -> "")).isNull();
  }

  private static History.Row row(int answered, int abandoned, @Nullable Duration wait) {
    return new History.Row(
        Instant.EPOCH,
        null,
        answered + abandoned,
        answered,
        abandoned,
        0,
        wait,
        wait,
        wait,
        null,
        null);
  }
}
