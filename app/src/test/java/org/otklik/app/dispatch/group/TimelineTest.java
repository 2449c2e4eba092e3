package org.otklik.app.dispatch.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TurnedTime time = new TurnedTime();
  private final Timeline timeline = new Timeline(time, time);

  @Test
  void standsStillWhileTheDatabaseIsAway() {
    timeline.freeze();
    var began = timeline.at(timeline.now()).routing();
    time.pass(MINUTE.multipliedBy(5));
    assertThat(Duration.between(began, timeline.at(timeline.now()).routing())).isLessThan(MINUTE);

    timeline.thaw();
    time.pass(MINUTE);

    assertThat(Duration.between(began, timeline.at(timeline.now()).routing()))
        .isBetween(MINUTE, MINUTE.plusMillis(1));
  }

  @Test
  void keepsTheWallTimesOfBeforeAStandstill() {
    var arrivedAt = time.instant();
    var arrived = timeline.at(timeline.now()).routing();
    time.pass(MINUTE);
    outage(MINUTE.multipliedBy(5));
    time.pass(MINUTE);
    outage(MINUTE.multipliedBy(7));
    time.pass(MINUTE);

    assertThat(timeline.wallOf(arrived)).isEqualTo(arrivedAt);
    assertThat(timeline.wallOf(timeline.at(timeline.now()).routing())).isEqualTo(time.instant());
  }

  @Test
  void showsTheFirstBeforeTheSecondWhateverLiesBetween() {
    var first = timeline.at(timeline.now()).routing();
    time.pass(MINUTE);
    outage(MINUTE);
    var second = timeline.at(timeline.now()).routing();
    time.pass(MINUTE);
    timeline.freeze();
    var third = timeline.at(timeline.now()).routing();
    time.pass(MINUTE);

    assertThat(timeline.wallOf(first)).isBefore(timeline.wallOf(second));
    assertThat(timeline.wallOf(second)).isBefore(timeline.wallOf(third));
    timeline.thaw();
    assertThat(timeline.wallOf(second)).isBefore(timeline.wallOf(third));
  }

  @Test
  void leavesOutAStopOfTheProcess() {
    var before = timeline.now();
    var deadline = timeline.at(before).routing().plus(MINUTE);
    time.pass(MINUTE.multipliedBy(10));

    timeline.skip(before);

    assertThat(timeline.at(timeline.now()).routing()).isBefore(deadline);
    assertThat(timeline.at(before).routing()).isBeforeOrEqualTo(deadline.minus(MINUTE));
  }

  @Test
  void whatWasAskedBeforeAStandstillIsNotOlderThanIt() {
    var asked = timeline.now();
    time.pass(Duration.ofSeconds(1));
    timeline.freeze();
    var began = timeline.at(timeline.now()).routing();
    time.pass(MINUTE);
    timeline.thaw();

    assertThat(timeline.at(asked).routing()).isAfterOrEqualTo(began);
  }

  @Test
  void remembersSoManyStandstillsAndNoMore() {
    var arrivedAt = time.instant();
    var arrived = timeline.at(timeline.now()).routing();
    for (int i = 0; i < Timeline.STANDSTILLS_MAX; i++) {
      time.pass(MINUTE);
      outage(MINUTE);
    }
    assertThat(timeline.wallOf(arrived)).isEqualTo(arrivedAt);

    time.pass(MINUTE);
    outage(MINUTE);

    assertThat(timeline.wallOf(arrived)).isEqualTo(arrivedAt.plus(MINUTE));
  }

  private void outage(Duration length) {
    timeline.freeze();
    time.pass(length);
    timeline.thaw();
  }
}
