package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import org.otklik.app.testing.Await;

/// Citizens' telephones that call one centre. Each speaks a tone of 1000 Hz.
///
/// @param folder where SIPp writes
record Phones(Path folder, Centre centre) {
  static final double TONE = 1000;

  private static final Duration SPOKEN_TO_WITHIN = Duration.ofSeconds(15);

  /// A second of speech: then the line waits for a key.
  private static final int SPEECH = 8_000;

  /// Calls; hangs up by itself after `talk`.
  SippPhone call(String number, Duration talk) {
    return SippPhone.call(folder, centre, number, TONE, talk);
  }

  /// A call that has chosen Russian and the first topic.
  SippPhone queued(String number, Duration talk) {
    var phone = call(number, talk).answered();
    press(phone, '1');
    press(phone, '1');
    return phone;
  }

  /// Presses when the line has begun to speak, so that the key belongs to what is asked.
  private static void press(SippPhone phone, char key) {
    var from = phone.sound().heardLength();
    Await.until(
        "the line speaks", SPOKEN_TO_WITHIN, () -> phone.sound().heardLength() > from + SPEECH);
    phone.press(key);
  }
}
