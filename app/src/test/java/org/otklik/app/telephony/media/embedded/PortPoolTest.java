package org.otklik.app.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.telephony.media.Party;

final class PortPoolTest {

  @Test
  void givesTelephonesAnEvenPortAndTheNextOne() {
    var pool = new PortPool(40_000, 40_003);

    assertThat(pool.takePair(Party.CITIZEN)).hasValue(40_000);
    assertThat(pool.takePair(Party.CITIZEN)).hasValue(40_002);
    assertThat(pool.takePair(Party.CITIZEN)).isEmpty();
    assertThat(pool.takeOne(Party.OPERATOR)).isEmpty();
  }

  @Test
  void givesTwoBrowsersThePlaceOfOneTelephone() {
    var pool = new PortPool(40_000, 40_003);

    assertThat(
            List.of(
                pool.takeOne(Party.OPERATOR).getAsInt(), pool.takeOne(Party.OPERATOR).getAsInt()))
        .containsExactly(40_000, 40_001);
    assertThat(pool.takePair(Party.CITIZEN)).hasValue(40_002);
  }

  @Test
  void usesAFreedPortAsLateAsPossible() {
    var pool = new PortPool(40_000, 40_005);
    assertThat(pool.takePair(Party.CITIZEN)).hasValue(40_000);

    pool.free(40_000);
    pool.free(40_001);

    assertThat(IntStream.range(0, 3).map(_ -> pool.takePair(Party.CITIZEN).getAsInt()))
        .containsExactly(40_002, 40_004, 40_000);
  }

  @Test
  void keepsATenthOfThePortsForOperators() {
    var pool = new PortPool(40_000, 40_039);

    while (pool.takePair(Party.CITIZEN).isPresent()) {
      assertThat(pool.available()).isGreaterThanOrEqualTo(4);
    }

    assertThat(pool.available()).isEqualTo(4);
    assertThat(pool.takeOne(Party.CITIZEN)).isEmpty();
    for (var i = 0; i < 4; i++) {
      assertThat(pool.takeOne(Party.OPERATOR)).isPresent();
    }
    assertThat(pool.takeOne(Party.OPERATOR)).isEmpty();
    pool.free(40_000);
    assertThat(pool.takeOne(Party.CITIZEN)).isEmpty();
  }

  @Test
  void givesCitizensAgainWhatIsMoreThanTheReserve() {
    var pool = new PortPool(40_000, 40_039);
    while (pool.takeOne(Party.CITIZEN).isPresent()) {
      assertThat(pool.available()).isGreaterThanOrEqualTo(4);
    }

    pool.free(40_007);

    assertThat(pool.takeOne(Party.CITIZEN)).hasValue(40_007);
  }

  @Test
  void refusesARangeThatSplitsAPair() {
    assertThatThrownBy(() -> new PortPool(40_001, 40_999)).hasMessageContaining("40001-40999");
    assertThatThrownBy(() -> new PortPool(40_000, 40_998)).hasMessageContaining("40000-40998");
    assertThatThrownBy(() -> new PortPool(80, 99)).hasMessageContaining("80-99");
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void neverGivesAPortTwice(long seed) {
    var random = new Random(seed);
    var pool = new PortPool(40_000, 40_019);
    var held = new HashSet<Integer>();
    var legs = new ArrayList<List<Integer>>();
    for (var i = 0; i < 5_000; i++) {
      if (random.nextBoolean()) {
        var pair = random.nextBoolean();
        var port = pair ? pool.takePair(Party.CITIZEN) : pool.takeOne(Party.OPERATOR);
        if (port.isPresent()) {
          var first = port.getAsInt();
          var leg = pair ? List.of(first, first + 1) : List.of(first);
          leg.forEach(taken -> assertThat(held.add(taken)).isTrue());
          legs.add(leg);
        }
      } else if (!legs.isEmpty()) {
        var leg = legs.remove(random.nextInt(legs.size()));
        leg.forEach(pool::free);
        leg.forEach(held::remove);
      }
      assertThat(pool.available()).isEqualTo(20 - held.size());
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 5);
  }
}
