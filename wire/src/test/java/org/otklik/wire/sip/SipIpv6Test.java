package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Calls between IPv6 addresses.
final class SipIpv6Test {
  private static final InetAddress HERE = InetAddress.ofLiteral("::1");
  private static final Certificates CERTIFICATES = Certificates.of("::1");

  private static SipEndpoint endpoint(SipEvents events) {
    return SipEndpoint.start(SipSettings.on(HERE, 0).securedBy(CERTIFICATES.tls()), events);
  }

  private static void talk(Desk desk, Caller caller, OutgoingCall call) throws Exception {
    assertThat(caller.nextNote()).isEqualTo("answered");
    IncomingCall incoming = desk.nextCall();
    assertThat(incoming.source().getAddress()).isEqualTo(HERE);
    assertThat(desk.nextNote()).isEqualTo("answered");
    incoming.reinvite(Desk.SDP + "a=sendonly\r\n");
    assertThat(caller.nextNote()).isEqualTo("offered hold");
    assertThat(desk.nextNote()).startsWith("remote answer");
    call.hangUp();
    assertThat(desk.nextNote()).isEqualTo("hung up");
  }

  @ParameterizedTest
  @EnumSource
  void callsAndIsCalled(Transport transport) throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      int port = transport == Transport.TLS ? server.tlsPort() : server.port();
      String target = "sip:115@[::1]:%d;transport=%s".formatted(port, transport);

      talk(desk, caller, client.call(target, "1001", Desk.SDP, caller));
      assertThat(server.counters().faults() + client.counters().faults()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsTelephonesWhereTheyAre(Transport transport) throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var phone = endpoint(desk);
        var server = endpoint(Desk.answering())) {
      int port = transport == Transport.TLS ? phone.tlsPort() : phone.port();
      var registered =
          new RegisteredPhone(
              "101",
              "sip:101@192.0.2.1;transport=" + transport,
              new InetSocketAddress(HERE, port),
              transport);

      talk(desk, caller, server.call(registered, "115", Desk.SDP, caller));
    }
  }
}
