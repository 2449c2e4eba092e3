package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReceptionStatisticsTest {

  private static final long FRAME_NANOS = 20_000_000;

  private final ReceptionStatistics statistics = new ReceptionStatistics();

  @Test
  void countsWhatIsMissing() {
    for (var i = 0; i < 100; i++) {
      if (i % 10 != 5) {
        accept(65_500 + i, i, 0);
      }
    }

    assertThat(statistics.expected()).isEqualTo(100);
    assertThat(statistics.lost()).isEqualTo(10);
    var report = statistics.report(0, 0);
    assertThat(report.fractionLost()).isEqualTo(25);
    assertThat(report.cumulativeLost()).isEqualTo(10);
    assertThat(report.highestSequence()).isEqualTo(65_599);
    assertThat(statistics.report(0, 0).fractionLost()).isZero();
  }

  @Test
  void seesNoJitterInAnEvenStream() {
    for (var i = 0; i < 100; i++) {
      accept(i, i, 0);
    }

    assertThat(statistics.jitterMillis()).isZero();
  }

  @Test
  void measuresJitterAsRfc3550Does() {
    for (var i = 0; i < 500; i++) {
      accept(i, i, i % 2 * 10_000_000L);
    }

    assertThat(statistics.jitterMillis()).isCloseTo(10, within(0.7));
  }

  @Test
  void takesALongJumpForARestartedSenderOnlyWhenItGoesOn() {
    accept(1, 0, 0);
    accept(30_000, 1, 0);
    assertThat(statistics.expected()).isEqualTo(1);

    accept(30_001, 2, 0);

    assertThat(statistics.expected()).isEqualTo(1);
    assertThat(statistics.lost()).isZero();
  }

  @Test
  void startsAnewWithANewSource() {
    accept(1, 0, 0);
    accept(50, 1, 0);

    statistics.accept(99, 7, 0, true, 0);

    assertThat(statistics.ssrc()).isEqualTo(99);
    assertThat(statistics.lost()).isZero();
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void losesNothingByReordering(long seed) {
    var random = new Random(seed);
    var start = random.nextInt(65_536);
    for (var i = 0; i < 70_000; i += 2) {
      var swap = i > 0 && random.nextBoolean() ? 1 : 0;
      accept(start + i + swap, i, 0);
      accept(start + i + 1 - swap, i, 0);
    }

    assertThat(statistics.expected()).isEqualTo(70_000);
    assertThat(statistics.lost()).isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  private void accept(int sequence, int frame, long lateNanos) {
    statistics.accept(7, sequence & 0xFFFF, frame * 160, true, frame * FRAME_NANOS + lateNanos);
  }
}
