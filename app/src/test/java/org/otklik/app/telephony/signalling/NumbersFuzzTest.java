package org.otklik.app.telephony.signalling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever stands for a caller's number is read or kept short; whatever is to be called is one of
/// the numbers allowed or nothing.
class NumbersFuzzTest {
  private final CallerNumbers callers = new CallerNumbers("RU");
  private final Numbers numbers = new Numbers("RU", List.of("+7495"));

  static Stream<byte[]> texts() {
    return Stream.of(
            "+79161234567",
            "8 (495) 123-45-67 доб. 5",
            "810 44 20 7946 0000",
            "+7 809 123-45-67",
            "tel:+7-495-123-45-67;ext=1;phone-context=+7",
            "\uD83D\uDE00".repeat(50),
            "anonymous")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "3m")
  void readsACallersNumberOrKeepsItShort(byte[] bytes) {
    var read = callers.read(new String(bytes, UTF_8));

    if (read != null) {
      assertThat(read).hasSizeLessThanOrEqualTo(40);
      assertThat(read.codePoints()).noneMatch(NumbersFuzzTest::halfACharacter);
    }
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = "3m")
  void callsOnlyWhatIsAllowed(byte[] bytes) {
    numbers
        .findAllowed(new String(bytes, UTF_8))
        .ifPresent(number -> assertThat(number).matches("\\+7495\\d{7}"));
  }

  private static boolean halfACharacter(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
