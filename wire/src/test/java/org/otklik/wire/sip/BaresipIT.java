package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otklik.wire.digest.DigestAlgorithm;
import org.otklik.wire.digest.DigestSecret;

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
