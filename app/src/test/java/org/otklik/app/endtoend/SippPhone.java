package org.otklik.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.RtpPhone;
import org.otklik.wire.rtp.G711;

/// A citizen's telephone: Debian's SIPp signals, and a small phone of sound speaks a tone, presses
/// keys and keeps what it hears.
final class SippPhone implements AutoCloseable {
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

  private final RtpPhone sound;
  private final Process sipp;
  private final Path output;
  private final Path messages;

  private SippPhone(RtpPhone sound, Process sipp, Path output, Path messages) {
    this.sound = sound;
    this.sipp = sipp;
    this.output = output;
    this.messages = messages;
  }

  /// Calls 115.
  ///
  /// @param number the caller's
  /// @param hertz of the tone that it speaks
  /// @param talk hangs up by itself after this time
  static SippPhone call(Path folder, Centre centre, String number, double hertz, Duration talk) {
    var sound = new RtpPhone(hertz, G711.A_LAW, 101, Math.floorMod(number.hashCode(), 1000));
    var name = "sipp-" + number.replace("+", "") + "-" + sound.port();
    var output = folder.resolve(name + ".out");
    var messages = folder.resolve(name + ".messages");
    var command =
        List.of(
            "sipp",
            "127.0.0.1:" + centre.sipPort(),
            "-sf",
            scenario(folder, name, talk).toString(),
            "-s",
            "115",
            "-i",
            "127.0.0.1",
            "-m",
            "1",
            "-key",
            "number",
            number,
            "-key",
            "phone_port",
            Integer.toString(sound.port()),
            "-timeout",
            "300s",
            "-aa", // answers the questions whether the call still stands
            "-trace_msg",
            "-message_file",
            messages.toString(),
            "-nostdin");
    try {
      var sipp =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new SippPhone(sound, sipp, output, messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the answer, then speaks and hears.
  SippPhone answered() {
    Await.until("the call is answered", ANSWERED_WITHIN, () -> answer() != null);
    sound.speakTo(Objects.requireNonNull(answer()));
    return this;
  }

  void press(char key) {
    sound.press(key);
  }

  RtpPhone sound() {
    return sound;
  }

  boolean over() {
    return !sipp.isAlive();
  }

  /// SIPp's verdict, once the call is over: 0 when all went as in the scenario.
  int verdict() {
    try {
      if (!sipp.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("The call is not over within 60 s.\n" + read(output));
      }
      return sipp.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sound.close();
    sipp.destroyForcibly();
  }

  private @Nullable String answer() {
    var log = read(messages);
    var at = log.indexOf("SIP/2.0 200 OK");
    if (at < 0) {
      return null;
    }
    var body = log.indexOf("v=0", at);
    return body < 0 || log.indexOf("m=audio", body) < 0 ? null : log.substring(body);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SIPp takes no variable for a timeout, so the time to hang up is written into the scenario.
  private static Path scenario(Path folder, String name, Duration talk) {
    var file = folder.resolve(name + ".xml");
    try (var xml = SippPhone.class.getResourceAsStream("/sipp/citizen.xml")) {
      var text = new String(Objects.requireNonNull(xml).readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(file, text.replace("@TALK@", Long.toString(talk.toMillis())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
