package org.otklik.app.telephony.signalling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.otklik.app.testing.Tone;

/// A telephone program of others (Debian's `baresip`) that registers by TLS, takes every call with
/// secured sound alone, and speaks 440 Hz.
final class Baresip implements AutoCloseable {
  private static final int RATE = 8_000;

  private final Process process;
  private final Path log;

  private Baresip(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Baresip start(Path folder, int port, String user, String password, String authority)
      throws IOException {
    var tone = tone(folder.resolve("tone.wav"));
    Files.writeString(
        folder.resolve("config"),
        """
        module_path /usr/lib/baresip/modules
        sip_listen 127.0.0.1:0
        sip_cafile %1$s/authority.pem
        audio_source aufile,%2$s
        audio_player aufile,%1$s/out.wav
        audio_alert aufile,%1$s/alert.wav
        rtp_ports 20000-29999
        module g711.so
        module aufile.so
        module srtp.so
        module_app account.so
        module_app menu.so
        """
            .formatted(folder, tone));
    Files.writeString(folder.resolve("authority.pem"), authority);
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:%s@127.0.0.1:%d;transport=tls>;auth_pass=%s;answermode=auto;regint=60;audio_codecs=pcma;mediaenc=srtp-mand\n"
            .formatted(user, port, password));
    var log = folder.resolve("log");
    var process =
        new ProcessBuilder("baresip", "-4", "-v", "-s", "-f", folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Baresip(process, log);
  }

  /// 20 s of 440 Hz at the rate of the call: the program converts nothing.
  private static Path tone(Path file) throws IOException {
    var samples = new Tone(440).next(20 * RATE);
    var wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + 2 * samples.length);
    wav.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 1);
    wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(US_ASCII)).putInt(2 * samples.length);
    for (var sample : samples) {
      wav.putShort(sample);
    }
    return Files.write(file, wav.array());
  }

  String log() {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
