package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  private final Numbers numbers = new Numbers("RU", List.of("+7495"));

  @ParameterizedTest
  @CsvSource({
    "+74951234567, true, true",
    "8 495 123-45-67, true, true",
    "+78125551234, true, false",
    "+18095550100, true, false",
    "8 495 123-45-6, false, false",
    "495, false, false",
    "Anna, false, false",
    "'', false, false"
  })
  void tellsWhatExistsFromWhatMayBeCalled(String text, boolean exists, boolean allowed) {
    assertThat(numbers.exists(text)).isEqualTo(exists);
    assertThat(numbers.findAllowed(text).isPresent()).isEqualTo(allowed);
  }
}
