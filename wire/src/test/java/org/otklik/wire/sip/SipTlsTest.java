package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SIP over TLS, on a port of its own (RFC 3261 26, RFC 5630).
final class SipTlsTest {
  private static final Certificates HERE = Certificates.of("127.0.0.1");

  private final SipEndpoint server = endpoint(HERE, Desk.answering());

  private static SipEndpoint endpoint(Certificates certificates, SipEvents events) {
    return SipEndpoint.start(
        SipSettings.on(InetAddress.getLoopbackAddress(), 0).securedBy(certificates.tls()), events);
  }

  private SSLSocket connect() throws IOException {
    return connect(server);
  }

  private static SSLSocket connect(SipEndpoint server) throws IOException {
    var socket =
        (SSLSocket)
            HERE.tls()
                .context()
                .get()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.tlsPort());
    socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Socket socket, String until) throws IOException {
    var text = new StringBuilder();
    InputStream in = socket.getInputStream();
    var buffer = new byte[4_096];
    for (int read; text.indexOf(until) < 0 && (read = in.read(buffer)) >= 0; ) {
      text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static String request(String line, String contact) {
    String method = line.substring(0, line.indexOf(' '));
    String name = Wire.unique();
    return """
    %s SIP/2.0
    Via: SIP/2.0/TLS 127.0.0.1:9;rport;branch=z9hG4bK%s
    From: <sip:1@127.0.0.1>;tag=%s
    To: <sip:115@127.0.0.1>
    Call-ID: %s
    CSeq: 1 %s
    Contact: %s
    Content-Length: 0

    """
        .formatted(line, name, name, name, method, contact);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answersOnTheSameConnection(String version) throws Exception {
    try (var socket = connect()) {
      socket.setEnabledProtocols(new String[] {version});
      send(socket, request("OPTIONS sip:115@127.0.0.1", "<sip:1@127.0.0.1:9;transport=tls>"));

      assertThat(read(socket, "\r\n\r\n")).startsWith("SIP/2.0 200 OK");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void saysHowItIsReachedByTls() throws Exception {
    try (var socket = connect()) {
      send(socket, request("INVITE sip:115@127.0.0.1", "<sip:1@127.0.0.1:9;transport=tls>"));

      assertThat(Wire.header(read(socket, "m=").replaceFirst("(?s).*SIP/2.0 200", ""), "Contact"))
          .isEqualTo("<sip:127.0.0.1:%d;transport=tls>".formatted(server.tlsPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVITE sips:115@127.0.0.1|<sips:1@127.0.0.1:9>",
        "INVITE sip:115@127.0.0.1|<sips:1@127.0.0.1:9>"
      })
  void saysASecuredAddressToWhoWantsTlsAllTheWay(String call) throws Exception {
    try (var socket = connect()) {
      send(socket, request(call.split("\\|", -1)[0], call.split("\\|", -1)[1]));

      assertThat(Wire.header(read(socket, "m=").replaceFirst("(?s).*SIP/2.0 200", ""), "Contact"))
          .isEqualTo("<sips:127.0.0.1:%d>".formatted(server.tlsPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<sip:1@127.0.0.1:9;transport=tls>", "<sip:1@nowhere.invalid;transport=tls>"})
  void asksInACallByTheConnectionThatItCameBy(String contact) throws Exception {
    var desk = Desk.answering();
    try (var called = endpoint(HERE, desk);
        var socket = connect(called)) {
      String invite = request("INVITE sip:115@127.0.0.1", contact);
      send(socket, invite);
      String ok = read(socket, "m=").replaceFirst("(?s).*SIP/2.0 200", "");
      send(socket, acknowledgement(invite, Wire.header(ok, "To")));
      assertThat(desk.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).startsWith("remote answer");
      IncomingCall call = desk.nextCall();

      call.reinvite(Desk.SDP);
      assertThat(read(socket, "m=")).contains("INVITE " + contact.replaceAll("[<>]", ""));
      call.hangUp();
      assertThat(read(socket, "\r\n\r\n")).contains("BYE " + contact.replaceAll("[<>]", ""));
    }
  }

  private static String acknowledgement(String invite, String to) {
    return invite
        .replace("INVITE", "ACK")
        .replace("branch=", "branch=z9hG4bKack")
        .replace("To: <sip:115@127.0.0.1>", "To: " + to)
        .replace(
            "Content-Length: 0\n\n",
            "Content-Type: application/sdp\nContent-Length: %d\n\n%s"
                .formatted(Desk.SDP.length(), Desk.SDP.replace("\r\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:115@127.0.0.1:%d;transport=tls", "sips:115@127.0.0.1:%d"})
  void callsByTls(String target) throws Exception {
    var caller = new Caller();
    var desk = Desk.answering();
    try (var called = endpoint(HERE, desk)) {
      OutgoingCall call = server.call(target.formatted(called.tlsPort()), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextCall().transport()).isEqualTo(Transport.TLS);
      assertThat(desk.nextNote()).isEqualTo("answered");

      call.reinvite(Desk.SDP);
      assertThat(desk.nextNote()).startsWith("reoffer");
      assertThat(caller.nextNote()).isEqualTo("change accepted");
      call.hangUp();
      assertThat(desk.nextNote()).isEqualTo("hung up");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sips:101@192.0.2.1", "sip:101@192.0.2.1;transport=tls"})
  void callsATelephoneByItsConnection(String contact) throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var phone = endpoint(HERE, desk)) {
      var registered =
          new RegisteredPhone(
              "101",
              contact,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), phone.tlsPort()),
              Transport.TLS);

      OutgoingCall call = server.call(registered, "115", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");
      desk.nextCall().reinvite(Desk.SDP);
      assertThat(caller.nextNote()).isEqualTo("offered change");
      assertThat(desk.nextNote()).startsWith("remote answer");
      call.hangUp();
      assertThat(desk.nextNote()).isEqualTo("hung up");
    }
  }

  @Test
  void doesNotCallWhoIsNotTheOneCalled() throws Exception {
    var caller = new Caller();
    var other = Certificates.of("other.example");
    try (var called = endpoint(other, Desk.answering());
        var calling = endpoint(other, Desk.answering())) {
      calling.call("sips:115@127.0.0.1:" + called.tlsPort(), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("rejected 503");
    }
  }

  @Test
  void doesNotCallWhoIsNotTrusted() throws Exception {
    var caller = new Caller();
    try (var called = endpoint(Certificates.of("127.0.0.1"), Desk.answering())) {
      server.call("sips:115@127.0.0.1:" + called.tlsPort(), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("rejected 503");
    }
  }

  @Test
  void doesNotFallBackToPlainWithoutACertificate() {
    try (var plain =
        SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), Desk.answering())) {
      assertThat(plain.tlsPort()).isZero();
      assertThatThrownBy(() -> plain.call("sips:115@127.0.0.1:9", "1001", Desk.SDP, new Caller()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closesAConnectionThatIsNotTls() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.tlsPort())) {
      socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
      send(socket, request("OPTIONS sip:115@127.0.0.1", "<sip:1@127.0.0.1:9>"));

      assertThat(read(socket, "SIP/2.0")).doesNotContain("SIP/2.0");
    }
  }

  @Test
  void saysWhatIsWrongWithTheKeyWithoutRepeatingIt() {
    var other = Certificates.of("127.0.0.1");
    String encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";

    assertThatThrownBy(() -> SipTls.ofPem(0, HERE.certificate(), "nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no private key");
    assertThatThrownBy(() -> SipTls.ofPem(0, HERE.certificate(), encrypted))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SipTls.ofPem(0, "nothing", other.privateKey()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no certificate");
  }

  @Test
  void servesTheNextConnectionWithTheRenewedCertificate() throws Exception {
    var renewed = Certificates.of("127.0.0.1");
    var context = new AtomicReference<>(HERE.tls().context().get());
    try (var renewing =
            SipEndpoint.start(
                SipSettings.on(InetAddress.getLoopbackAddress(), 0)
                    .securedBy(new SipTls(0, context::get)),
                Desk.answering());
        var before = connect(renewing)) {
      before.startHandshake();
      context.set(renewed.tls().context().get());

      try (var refusing = connect(renewing)) {
        assertThatThrownBy(refusing::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
      send(before, request("OPTIONS sip:115@127.0.0.1", "<sip:1@127.0.0.1:9;transport=tls>"));
      assertThat(read(before, "\r\n\r\n")).startsWith("SIP/2.0 200 OK");
    }
  }

  @Test
  void saysThatTheTlsPortIsTaken() {
    var tls = HERE.tls();
    var taken = new SipTls(server.tlsPort(), tls.context());

    assertThatThrownBy(
            () ->
                SipEndpoint.start(
                    SipSettings.on(InetAddress.getLoopbackAddress(), 0).securedBy(taken),
                    Desk.answering()))
        .isInstanceOfSatisfying(
            SipPortTaken.class, fault -> assertThat(fault.port()).isEqualTo(server.tlsPort()));
  }
}
