package org.otklik.wire.sip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A telephone program of others (Debian's `baresip`) that registers, and takes every call.
final class Baresip implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Baresip(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// @param account parameters of the account, such as `;mediaenc=srtp-mand`
  static Baresip start(Path folder, int port, Transport transport, String authority, String account)
      throws IOException {
    Files.writeString(
        folder.resolve("config"),
        """
        module_path /usr/lib/baresip/modules
        sip_listen 127.0.0.1:0
        sip_cafile %s/authority.pem
        audio_source aufile,%s/tone.wav
        audio_player aufile,%s/out.wav
        audio_alert aufile,%s/alert.wav
        rtp_ports 20000-29999
        module g711.so
        module aufile.so
        module srtp.so
        module_app account.so
        module_app menu.so
        """
            .formatted(folder, folder, folder, folder));
    Files.writeString(folder.resolve("authority.pem"), authority);
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:101@127.0.0.1:%d;transport=%s>;auth_pass=p101;answermode=auto;regint=60;audio_codecs=pcma%s\n"
            .formatted(port, transport.name().toLowerCase(Locale.ROOT), account));
    Files.write(folder.resolve("tone.wav"), tone());
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder("baresip", "-4", "-v", "-s", "-f", folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Baresip(process, log);
  }

  /// 20 seconds of 440 Hz, 8,000 samples of 16 bits a second.
  private static byte[] tone() {
    int samples = 20 * 8_000;
    var wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(16_000);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) (10_000 * Math.sin(2 * Math.PI * 440 * i / 8_000)));
    }
    return wav.array();
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
