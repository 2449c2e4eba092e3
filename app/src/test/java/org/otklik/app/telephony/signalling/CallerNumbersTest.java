package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerNumbersTest {

  private final CallerNumbers numbers = new CallerNumbers("RU");

  @CsvSource({
    "+79161234567, +79161234567",
    "89161234567, +79161234567",
    "9161234567, +79161234567",
    "8 (495) 123-45-67, +74951234567",
    "+4930123456, +4930123456"
  })
  @ParameterizedTest
  void readsWhateverTrunksDeliverAsOneNumber(String delivered, String read) {
    assertThat(numbers.read(delivered)).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "anonymous", "Anonymous", "unavailable", "restricted"})
  void knowsWithheldNumbers(String delivered) {
    assertThat(numbers.read(delivered)).isNull();
  }

  @Test
  void keepsInternalNumbersAndNamesUpToALength() {
    assertThat(numbers.read("204")).isEqualTo("204");
    assertThat(numbers.read("sipp")).isEqualTo("sipp");
    assertThat(numbers.read("x".repeat(200))).hasSize(40);
  }
}
