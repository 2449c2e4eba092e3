package org.otklik.app.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PromiseStatusTest {

  @ParameterizedTest
  @EnumSource(
      value = PromiseStatus.class,
      names = {"BOOKED", "DUE"})
  void anOpenPromiseCanBeCancelledAndGivenUp(PromiseStatus open) {
    assertThat(open.isOpen()).isTrue();
    assertThat(open.next()).contains(PromiseStatus.CANCELLED, PromiseStatus.GIVEN_UP);
  }

  @Test
  void onlyWhatDispatchHasIsKept() {
    assertThat(PromiseStatus.DUE.next()).contains(PromiseStatus.KEPT);
    assertThat(PromiseStatus.BOOKED.next()).doesNotContain(PromiseStatus.KEPT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 30, 100})
  void aWordHasNoNumberThatIsNotSaidInTwoWords(int number) {
    assertThatThrownBy(() -> new CentreWord("linden", number)).hasMessageContaining("(%d)", number);
  }

  @Test
  void drawsWordsThatCanBeSaidInBothLanguages() {
    var words = new CentreWords();
    var random = new Random(7);

    assertThat(words.nouns()).hasSize(48).doesNotHaveDuplicates();
    assertThat(words.say(new CentreWord("linden", 47), "ru")).isEqualTo("липа, 47");
    assertThat(words.say(new CentreWord("linden", 47), "en")).isEqualTo("linden, 47");
    assertThat(IntStream.range(0, 1_000).mapToObj(_ -> words.draw(random)).distinct().count())
        .isGreaterThan(800);
  }
}
