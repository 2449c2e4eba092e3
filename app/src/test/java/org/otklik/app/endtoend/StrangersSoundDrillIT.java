package org.otklik.app.endtoend;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Microphone;
import org.otklik.app.testing.RtpPhone;
import org.otklik.app.testing.Tone;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.rtp.RtpPacket;

/// Strangers send sound to every port of the product while two people talk: nothing of it is heard,
/// and nothing of the talk is sent to them.
@Tag("long")
class StrangersSoundDrillIT {
  private static final double PHONE = 1000;
  private static final double MICROPHONE = 440;
  private static final double STRANGER = 2500;
  private static final int FRAME = 160;
  private static final int PACKETS_PER_SECOND = 2_000;
  private static final Duration ATTACK = Duration.ofSeconds(20);
  private static final int FIRST_PORT = 32_000;
  private static final int PORTS = 100;
  private static final Duration GAP_MAX = Duration.ofMillis(100);

  @TempDir private Path folder;

  @Test
  void nothingOfStrangersIsHeardAndNothingIsSentToThem() throws IOException {
    var drill =
        new Drill(
            "Чужие шлют звук на все порты, 2 000 пакетов в секунду, пока двое говорят.",
            "Strangers send sound to all ports, 2,000 packets a second, while two people talk.");
    var settings =
        Map.of("OTKLIK_MEDIA_PORTS", "%d-%d".formatted(FIRST_PORT, FIRST_PORT + PORTS - 1));
    try (var centre = Centre.start(folder.resolve("data"), settings);
        var browser = Browser.start(Microphone.hearing(MICROPHONE, folder));
        var desk = DeskPage.open(browser, centre, "operator1").ready();
        var talk =
            new Callers(folder, centre, PHONE).queued("+74951234590", Duration.ofMinutes(4))) {
      desk.accept();
      Callers.heard(talk, MICROPHONE);
      talk.sound().forget();

      var bled = attack(talk.sound());

      var packets = talk.sound().packets();
      drill.promised(
          bled == 0,
          "чужим отправлено пакетов: %d".formatted(bled),
          "packets sent to strangers: %d".formatted(bled));
      var gap = longestGap(packets);
      drill.promised(
          gap.compareTo(GAP_MAX) < 0,
          "самый долгий перерыв звука %d мс".formatted(gap.toMillis()),
          "the longest gap in the sound %d ms".formatted(gap.toMillis()));
      drill.promised(
          Callers.heardLately(talk, MICROPHONE) > 1_500,
          "гражданин слышит оператора",
          "the citizen hears the operator");
      desk.act("hang-up");
      desk.finish("Учение");
      var recorded = Recorded.newest(centre.data());
      drill.promised(
          recorded.citizen(PHONE) > 1_500
              && recorded.citizen(STRANGER) < 20
              && recorded.operator(STRANGER) < 20,
          "в записи чужого звука нет (громкость %.0f)".formatted(recorded.citizen(STRANGER)),
          "nothing of the strangers is in the recording (loudness %.0f)"
              .formatted(recorded.citizen(STRANGER)));
    }
    drill.end();
  }

  /// From another port of the citizen's own address, which is the hardest to tell apart, and with
  /// the citizen's own source number.
  ///
  /// @return packets that came back
  private static int attack(RtpPhone citizen) throws IOException {
    int ssrc = citizen.ssrc();
    var tone = new Tone(STRANGER);
    int bled = 0;
    try (var stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var farStranger = new DatagramSocket(new InetSocketAddress("127.0.0.77", 0))) {
      var sockets = List.of(stranger, farStranger);
      var begin = System.nanoTime();
      for (int i = 0; i < PACKETS_PER_SECOND * ATTACK.toSeconds(); i++) {
        var packet = packet(i, ssrc, tone);
        packet.setSocketAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + i % PORTS));
        sockets.get(i / PORTS % 2).send(packet);
        LockSupport.parkNanos(
            begin + i * (1_000_000_000L / PACKETS_PER_SECOND) - System.nanoTime());
      }
      for (var socket : sockets) {
        bled += arrived(socket);
      }
    }
    return bled;
  }

  private static DatagramPacket packet(int number, int ssrc, Tone tone) {
    var out = ByteBuffer.allocate(RtpPacket.HEADER_BYTES + FRAME);
    RtpPacket.writeHeader(
        out, false, G711.A_LAW.payloadType(), number & 0xFFFF, number * FRAME, ssrc);
    for (var sample : tone.next(FRAME)) {
      out.put(G711.A_LAW.encode(sample));
    }
    return new DatagramPacket(out.array(), out.position());
  }

  private static int arrived(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(500);
    int packets = 0;
    while (true) {
      try {
        socket.receive(new DatagramPacket(new byte[2_048], 2_048));
        packets++;
      } catch (SocketTimeoutException nothing) {
        return packets;
      }
    }
  }

  private static Duration longestGap(List<RtpPhone.Packet> packets) {
    long longest = 0;
    for (int i = 1; i < packets.size(); i++) {
      longest = Math.max(longest, packets.get(i).nanos() - packets.get(i - 1).nanos());
    }
    return Duration.ofNanos(longest);
  }
}
