package org.otklik.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitWordsTest {
  private final WaitWords words = new WaitWords(ExamplePages.TEXTS);

  @ParameterizedTest
  @CsvSource({
    "0, 1, меньше минуты, less than a minute",
    "0, 2, до 2 минут, up to 2 minutes",
    "0, 21, до 21 минуты, up to 21 minutes",
    "4, 7, от 4 до 7 минут, 4 to 7 minutes",
    "2, 5, от 2 до 5 минут, 2 to 5 minutes",
    "15, 21, от 15 до 21 минуты, 15 to 21 minutes",
    "40, 90, от 40 до 90 минут, 40 to 90 minutes",
    "60, 90, больше часа, more than an hour",
    "119, 150, больше часа, more than an hour",
    "120, 150, больше 2 часов, more than 2 hours",
    "180, 240, больше 3 часов, more than 3 hours"
  })
  void saysARangeAsPeopleDo(int from, int to, String russian, String english) {
    assertThat(words.range(Language.RU, Duration.ofMinutes(from), Duration.ofMinutes(to)))
        .isEqualTo(russian);
    assertThat(words.range(Language.EN, Duration.ofMinutes(from), Duration.ofMinutes(to)))
        .isEqualTo(english);
  }

  /// After «до» the genitive: 1 минуты, 21 минуты, 101 минуты; all others минут, 11 and 111 too.
  @Test
  void bendsMinutesRightUpToThreeHours() {
    for (int to = 2; to <= 180; to++) {
      boolean singular = to % 10 == 1 && to % 100 != 11;
      assertThat(words.range(Language.RU, Duration.ZERO, Duration.ofMinutes(to)))
          .isEqualTo("до %s %s", to, singular ? "минуты" : "минут");
    }
  }
}
