package org.otklik.wire.sip;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.wire.digest.DigestAlgorithm;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.rtp.G711;
import org.otklik.wire.sdp.Crypto;
import org.otklik.wire.sdp.Direction;
import org.otklik.wire.sdp.Origin;
import org.otklik.wire.sdp.PhoneAudio;
import org.otklik.wire.sdp.SessionDescription;
import org.otklik.wire.srtp.SrtpSession;
import org.otklik.wire.srtp.SrtpSuite;

/// A telephone program registers with its password and is called, by each transport.
final class BaresipIT {
  private static final Certificates HERE = Certificates.of("127.0.0.1");

  @TempDir private Path folder = Path.of("");

  /// Its only user is 101.
  private static Optional<DigestSecret> secret(String user) {
    return Optional.of(DigestSecret.of("101", "otklik", "p101")).filter(_ -> user.equals("101"));
  }

  @ParameterizedTest
  @EnumSource
  void registersAndIsCalled(Transport transport) throws Exception {
    var settings =
        SipSettings.on(InetAddress.getLoopbackAddress(), 0)
            .securedBy(HERE.tls())
            .registering(
                SipRegistrar.of("otklik", BaresipIT::secret).offering(DigestAlgorithm.MD5));
    try (var server = SipEndpoint.start(settings, Desk.answering())) {
      int port = transport == Transport.TLS ? server.tlsPort() : server.port();
      try (var phone = Baresip.start(folder, port, transport, HERE.certificate(), "")) {
        registered(server, phone);
        assertThat(server.phones("101").getFirst().transport()).isEqualTo(transport);

        talk(server, phone);
      }
      Eventually.that("the phone is gone", () -> server.phones("101").isEmpty());
      assertThat(server.counters().faults()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32"})
  void isHeardInSecuredSound(SrtpSuite suite) throws Exception {
    var settings =
        SipSettings.on(InetAddress.getLoopbackAddress(), 0)
            .securedBy(HERE.tls())
            .registering(
                SipRegistrar.of("otklik", BaresipIT::secret).offering(DigestAlgorithm.MD5));
    var ours = Crypto.generate(1, suite, new SecureRandom());
    var answers = new LinkedBlockingQueue<String>();
    try (var sound =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var server = SipEndpoint.start(settings, Desk.answering());
        var phone =
            Baresip.start(
                folder,
                server.tlsPort(),
                Transport.TLS,
                HERE.certificate(),
                ";mediaenc=srtp-mand")) {
      registered(server, phone);
      var local = (InetSocketAddress) sound.getLocalSocketAddress();
      String offer =
          PhoneAudio.securedOffer(
              Origin.first(1, local.getAddress()),
              local,
              List.of(G711.A_LAW),
              Direction.SENDRECV,
              ours);
      server.call(server.phones("101").getFirst(), "115", offer, new Answers(answers));

      String answer = answers.poll(Desk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(answer).as(phone.log()).isNotNull();
      var theirs =
          requireNonNull(
              PhoneAudio.ofSecuredAnswer(SessionDescription.parse(answer), ours).crypto());
      var session = SrtpSession.of(suite, ours.keyAndSalt(), theirs.keyAndSalt());
      assertThat(tone(sound, session)).isTrue();
    }
  }

  /// Whether the sound that comes is 440 Hz: 176 changes of sign in 1,600 samples.
  private static boolean tone(DatagramSocket sound, SrtpSession session) throws IOException {
    var packet = new DatagramPacket(new byte[2_048], 2_048);
    sound.setSoTimeout((int) Desk.PATIENCE.toMillis());
    int changes = 0;
    int last = 0;
    for (int samples = 0; samples < 1_600; ) {
      sound.receive(packet);
      var rtp =
          requireNonNull(session.openRtp(ByteBuffer.wrap(packet.getData(), 0, packet.getLength())));
      for (rtp.position(rtp.position() + 12); rtp.hasRemaining(); samples++) {
        int sample = G711.A_LAW.decode(rtp.get());
        changes += sample > 0 != last > 0 ? 1 : 0;
        last = sample;
      }
    }
    return changes > 160 && changes < 190;
  }

  private record Answers(Queue<String> answers) implements OutgoingCallHandler {
    @Override
    public void onAnswered(String sdp) {
      answers.add(sdp);
    }

    @Override
    public void onRejected(int code, String reason) {
      answers.add("rejected " + code);
    }
  }

  private static void talk(SipEndpoint server, Baresip phone) throws Exception {
    var caller = new Caller();
    OutgoingCall call = server.call(server.phones("101").getFirst(), "115", Desk.SDP, caller);
    try {
      assertThat(next(caller)).isEqualTo("answered");
      call.reinvite(Desk.SDP + "a=sendonly\r\n");
      assertThat(next(caller)).startsWith("change answered");
      call.hangUp();
      Eventually.that("the phone hears it", () -> logged(phone, "session closed"));
    } catch (AssertionError wrong) {
      throw new AssertionError(phone.log(), wrong);
    }
  }

  private static String next(Caller caller) throws InterruptedException {
    String note = caller.nextNote();
    return note.startsWith("provisional") ? next(caller) : note;
  }

  private static void registered(SipEndpoint server, Baresip phone) throws IOException {
    try {
      Eventually.that("the phone registers", () -> !server.phones("101").isEmpty());
    } catch (AssertionError late) {
      throw new AssertionError(phone.log(), late);
    }
  }

  private static boolean logged(Baresip phone, String text) {
    try {
      return phone.log().contains(text);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
