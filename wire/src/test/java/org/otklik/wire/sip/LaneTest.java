package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LaneTest {
  private final SipCounters counters = new SipCounters();
  private final Lane lane = new Lane("lane", counters);

  @Test
  void keepsTheOrder() throws Exception {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    var last = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      int number = i;
      assertThat(lane.offer(10, () -> done.add(number))).isTrue();
    }
    lane.execute(last::countDown);
    lane.start();

    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done).isSorted().hasSize(100);
    lane.stop();
  }

  @Test
  void dropsMessagesButNotOrdersWhenTooMuchWaits() throws Exception {
    var done = new CountDownLatch(1);
    while (lane.offer(60_000, () -> {})) {
      assertThat(counters.faults()).isZero();
    }
    lane.execute(done::countDown);
    lane.start();

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(lane.offer(60_000, () -> {})).isTrue();
    lane.stop();
  }

  @Test
  void survivesATaskThatFails() throws Exception {
    var done = new CountDownLatch(1);
    lane.execute(
        () -> {
          throw new StackOverflowError("on purpose");
        });
    lane.execute(done::countDown);
    lane.start();

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(counters.faults()).isEqualTo(1);
    lane.stop();
  }
}
