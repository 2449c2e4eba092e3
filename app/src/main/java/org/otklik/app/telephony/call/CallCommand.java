package org.otklik.app.telephony.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.otklik.app.Command;
import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.media.Negotiated;
import org.otklik.app.telephony.media.Sound;
import org.otklik.app.telephony.media.Telephone;
import org.otklik.app.telephony.media.embedded.EmbeddedMediaPlane;
import org.otklik.wire.sip.SipEndpoint;
import org.otklik.wire.sip.SipSettings;

/// `./otklik call`: calls the line as a SIP phone with a spoken WAV and prints what happens, for
/// trying the product without a telephone.
public final class CallCommand implements Command {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /// A phone has one leg: two ports for a telephone's sound, and room for a few phones at once.
  private static final int FIRST_PORT = 46_000;

  private static final int LAST_PORT = 46_199;

  /// Found by `ServiceLoader`.
  public CallCommand() {}

  @Override
  public String name() {
    return "call";
  }

  @Override
  public int run(List<String> arguments) {
    var out = System.out;
    if (arguments.contains("--help")) {
      out.println(CallArguments.USAGE);
      return 0;
    }
    try {
      return call(CallArguments.read(arguments), out);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println(CallArguments.USAGE);
      return USAGE;
    } catch (IOException e) {
      out.println("Файл не прочитан · The file could not be read: " + e.getMessage());
      return FAILED;
    }
  }

  @SuppressWarnings("TimeZoneUsage") // a tool of its own, without the product's beans
  private static int call(CallArguments wanted, PrintStream out) throws IOException {
    var target = InetAddress.getByName(wanted.host());
    var own = target.isLoopbackAddress() ? target : InetAddress.getLocalHost();
    var setup =
        new EmbeddedMediaPlane.Setup(
            own, own, FIRST_PORT, LAST_PORT, 1, Duration.ofMinutes(10), Duration.ofMinutes(10));
    try (var sound =
            new EmbeddedMediaPlane(setup, new SecureRandom(), Clock.systemUTC(), System::nanoTime);
        var sip = SipEndpoint.start(SipSettings.on(own, 0), call -> {})) {
      sound.start();
      var phone = new TrialPhone(wanted, sound, voice(wanted), out);
      return switch (sound.offerPlain(new MediaGroup("phone"), Telephone.plain(target), phone)) {
        case Negotiated.Refused(var reason) -> {
          out.println("Нет звука · No sound: " + reason);
          yield FAILED;
        }
        case Negotiated.Agreed(var leg, var offer, _) -> {
          var uri = "sip:%s@%s:%d".formatted(wanted.number(), wanted.host(), wanted.port());
          phone.dials(leg, sip.call(uri, wanted.from(), offer, phone), uri);
          Thread.ofVirtual().start(() -> typed(phone));
          yield phone.untilOver() ? 0 : FAILED;
        }
      };
    }
  }

  private static Sound voice(CallArguments wanted) throws IOException {
    var file = wanted.say();
    if (file == null) {
      return SpokenWav.hello();
    }
    try (var wav = Files.newInputStream(file)) {
      return SpokenWav.read(wav);
    }
  }

  private static void typed(TrialPhone phone) {
    try (var lines = new Scanner(System.in, UTF_8)) {
      while (lines.hasNextLine()) {
        phone.typed(lines.nextLine().strip());
      }
    }
  }
}
