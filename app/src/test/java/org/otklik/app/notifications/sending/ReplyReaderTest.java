package org.otklik.app.notifications.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.app.notifications.ReplyCommand;

class ReplyReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ДА|YES",
        "да|YES",
        " Да. |YES",
        "«да»!|YES",
        "ДA|YES", // the last letter is Latin
        "da|YES",
        "Yes, please|YES",
        "да, спасибо|YES",
        "НЕТ|NO",
        "HET|NO", // all letters are Latin
        "нёт|NO",
        "no|NO",
        "Отмена|CANCEL",
        "OTMEHA|CANCEL",
        "отмена отмена|CANCEL",
        "cancel|CANCEL",
        "перенос|MOVE",
        "ПEPEHOC|MOVE",
        "move please|MOVE"
      })
  void forgivesHowItIsWritten(String text, ReplyCommand command) {
    assertThat(ReplyReader.read(text)).isEqualTo(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "да нет",
        "не отмена",
        "нет, перенос",
        "перезвоните завтра",
        "",
        "1",
        "спасибо",
        "дай",
        "🙂"
      })
  void guessesNothing(String text) {
    assertThat(ReplyReader.read(text)).isEqualTo(ReplyCommand.UNKNOWN);
  }
}
