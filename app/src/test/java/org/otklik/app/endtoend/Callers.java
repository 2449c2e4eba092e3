package org.otklik.app.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Goertzel;

/// Citizens who phone in, and what they hear.
///
/// @param folder for the files of SIPp
/// @param hertz of the tone that they speak
record Callers(Path folder, Centre centre, double hertz) {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final int SECOND = 8_000;

  /// A call that is not answered yet. It hangs up by itself after the talk's time.
  SippPhone call(String number, Duration talk) {
    return SippPhone.call(folder, centre, number, hertz, talk);
  }

  /// A call that has chosen Russian and the first topic.
  SippPhone queued(String number, Duration talk) {
    return queued(number, '1', talk);
  }

  /// A call that has chosen Russian and the topic of the key.
  SippPhone queued(String number, char topic, Duration talk) {
    var phone = call(number, talk).answered();
    press(phone, '1');
    press(phone, topic);
    return phone;
  }

  /// Presses when the line has begun to speak, so that the key belongs to what is asked.
  static void press(SippPhone phone, char key) {
    var from = phone.sound().heardLength();
    Await.until("the line speaks", SOON, () -> phone.sound().heardLength() > from + SECOND);
    phone.press(key);
  }

  /// Amplitude of a tone at the telephone, over a second from now on.
  static double heard(SippPhone phone, double hertz) {
    phone.sound().forget();
    Await.until("a second was heard", SOON, () -> phone.sound().heardLength() > 10_000);
    return Goertzel.amplitude(phone.sound().latest(SECOND), hertz);
  }

  /// Amplitude of a tone at the telephone in the last quarter of a second.
  static double heardLately(SippPhone phone, double hertz) {
    return Goertzel.amplitude(phone.sound().latest(SECOND / 4), hertz);
  }
}
