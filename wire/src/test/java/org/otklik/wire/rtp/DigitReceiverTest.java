package org.otklik.wire.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DigitReceiverTest {

  private final DigitReceiver receiver = new DigitReceiver();

  @Test
  void tellsAPressOnceThoughItsEndComesThreeTimes() {
    assertThat(receiver.isNew(1, 1_000)).isTrue();
    for (var i = 0; i < 7; i++) {
      assertThat(receiver.isNew(1, 1_000)).isFalse();
    }

    assertThat(receiver.isNew(1, 3_000)).isTrue();
  }

  @Test
  void ignoresALatePacketOfAnEarlierPress() {
    receiver.isNew(1, 1_000);
    receiver.isNew(1, 3_000);

    assertThat(receiver.isNew(1, 1_000)).isFalse();
    assertThat(receiver.isNew(1, 3_000)).isFalse();
  }

  @Test
  void goesOnOverTheWrapOfTimestampsAndAfterARestart() {
    assertThat(receiver.isNew(1, -100)).isTrue();
    assertThat(receiver.isNew(1, 1_500)).isTrue();
    assertThat(receiver.isNew(2, 100)).isTrue();
    assertThat(receiver.isNew(2, 100 - 200_000)).isTrue();
  }

  @MethodSource("seeds")
  @ParameterizedTest
  void hearsEveryPressOfWhichOnePacketArrives(long seed) {
    var random = new Random(seed);
    var heard = new ArrayList<Integer>();
    for (var press = 0; press < 50; press++) {
      var survivor = random.nextInt(8);
      for (var packet = 0; packet < 8; packet++) {
        if ((packet == survivor || random.nextInt(3) == 0) && receiver.isNew(1, press * 1_600)) {
          heard.add(press);
        }
      }
    }

    assertThat(heard).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void writesAndReadsEveryKey() {
    for (var key : "0123456789*#ABCD".toCharArray()) {
      var buffer = ByteBuffer.allocate(4);
      var event = new TelephoneEvent(TelephoneEvent.eventOf(key), true, 10, 800);
      event.write(buffer);

      assertThat(TelephoneEvent.parse(buffer, 0, 4)).isEqualTo(event);
      assertThat(event.key()).isEqualTo(key);
    }
    assertThat(TelephoneEvent.parse(ByteBuffer.allocate(4), 0, 3)).isNull();
    assertThatThrownBy(() -> TelephoneEvent.eventOf('x')).hasMessageContaining("(x)");
    assertThat(List.of(new TelephoneEvent(16, false, 0, 0))).noneMatch(TelephoneEvent::isKey);
  }

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }
}
