package org.otklik.app.messages.keeping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.otklik.app.messages.MessageId;
import org.otklik.app.messages.jdbc.MessageRows;
import org.otklik.app.messages.recogniser.Recogniser;
import org.otklik.app.messages.recogniser.VoskRecogniser;
import org.otklik.app.messages.settings.MessagesSettings.RecogniserSettings;
import org.otklik.app.messages.sound.SealedSound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has messages written down beside all else: one at a time, the newest first. A message that
/// cannot be written down is not tried again.
final class Recognition {
  private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);

  private final MessageRows rows;
  private final SealedSound sound;
  private final Clock clock;

  Recognition(MessageRows rows, SealedSound sound, Clock clock) {
    this.rows = rows;
    this.sound = sound;
    this.clock = clock;
  }

  /// The recogniser that is set; null when there is none, or it does not work.
  static @Nullable Recogniser load(RecogniserSettings settings) {
    var model = settings.model();
    if (model == null) {
      return null;
    }
    if (!Files.isDirectory(model)) {
      LOG.warn("messages are not recognised: no model in otklik.messages.recogniser.model");
      return null;
    }
    return vosk(model, settings.language());
  }

  private static @Nullable Recogniser vosk(Path model, String language) {
    try {
      return new VoskRecogniser(model, language);
    } catch (IOException | LinkageError e) { // a machine without the native library
      LOG.warn("messages are not recognised: the model does not load", e);
      return null;
    }
  }

  /// Writes down one message.
  ///
  /// @return whether there was one
  boolean turn(Recogniser recogniser) {
    var next = rows.unrecognised(recogniser.language());
    next.ifPresent(id -> recognise(id, recogniser));
    return next.isPresent();
  }

  private void recognise(MessageId id, Recogniser recogniser) {
    try {
      var said = recogniser.recognise(sound.read(id));
      rows.recognised(id, said.orElse(null), clock.instant());
    } catch (IOException e) {
      LOG.warn("message not recognised message={}", id.value(), e);
      rows.recognised(id, null, clock.instant());
    }
  }
}
