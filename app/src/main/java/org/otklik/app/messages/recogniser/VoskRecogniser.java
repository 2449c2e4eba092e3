package org.otklik.app.messages.recogniser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.otklik.app.messages.Messages.Recognised;
import org.otklik.app.messages.sound.Loudness;
import org.vosk.Model;
import org.vosk.Recognizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Vosk, with one model. The native library is loaded with the first instance, so only where a
/// model is set.
public final class VoskRecogniser implements Recogniser {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Model model;
  private final String language;

  /// Loads the model, which takes seconds.
  ///
  /// @throws IOException if there is none
  public VoskRecogniser(Path model, String language) throws IOException {
    this.model = new Model(model.toString());
    this.language = language;
  }

  @Override
  public String language() {
    return language;
  }

  @Override
  public Optional<Recognised> recognise(byte[] samples) throws IOException {
    try (var recogniser = new Recognizer(model, Loudness.RATE)) {
      recogniser.setWords(true);
      recogniser.acceptWaveForm(samples, samples.length);
      return recognised(recogniser.getFinalResult());
    }
  }

  @Override
  public void close() {
    model.close();
  }

  /// The text, with the mean confidence of its words.
  static Optional<Recognised> recognised(String result) {
    var read = JSON.readTree(result);
    var text = read.path("text").asString("");
    var confidence =
        read.path("result").valueStream().mapToDouble(VoskRecogniser::confidence).average();
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(new Recognised(text, Math.clamp(confidence.orElse(0), 0, 1)));
  }

  private static double confidence(JsonNode word) {
    return word.path("conf").asDouble(0);
  }
}
