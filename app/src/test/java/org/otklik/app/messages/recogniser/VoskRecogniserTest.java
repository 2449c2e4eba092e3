package org.otklik.app.messages.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.otklik.app.messages.Messages.Recognised;

/// What Vosk answers, as its documentation shows it. Recognition itself is tried by nobody here.
final class VoskRecogniserTest {

  @Test
  void readsTheTextWithTheMeanConfidenceOfItsWords() {
    var result =
        """
        {"result": [{"conf": 1.0, "end": 0.5, "start": 0.1, "word": "здравствуйте"},
                    {"conf": 0.5, "end": 0.9, "start": 0.6, "word": "паспорт"}],
         "text": "здравствуйте паспорт"}
        """;

    assertThat(VoskRecogniser.recognised(result))
        .contains(new Recognised("здравствуйте паспорт", 0.75));
  }

  @Test
  void understandsNothingWhereThereIsNothing() {
    assertThat(VoskRecogniser.recognised("{\"text\": \"\"}")).isEmpty();
  }
}
