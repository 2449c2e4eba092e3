package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses can be reached from outside of their network.
final class FlowTest {

  @ParameterizedTest
  @CsvSource({
    "sip:1@10.1.2.3, true",
    "sip:1@192.168.0.1:5060;transport=tcp, true",
    "sips:172.16.0.1, true",
    "sip:1@100.64.0.1, true",
    "sip:1@[fd00::1]:5060, true",
    "sip:1@[fe80::1], true",
    "sip:1@203.0.113.5, false",
    "sip:1@[2001:db8::1]:5060, false",
    "sip:1@100.128.0.1, false"
  })
  void knowsHiddenAddresses(String uri, boolean hidden) {
    assertThat(Hosts.addressOf(uri).map(Hosts::hidden)).contains(hidden);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, '', 203.0.113.5, true",
    "10.0.0.7, '', 10.0.0.1, false",
    "203.0.113.9, '', 203.0.113.5, false",
    "10.0.0.7, 'Record-Route: <sip:proxy;lr>', 203.0.113.5, false"
  })
  void answersDirectCallersBehindATranslatorOnly(
      String contact, String more, String source, boolean behind) {
    byte[] text =
        "INVITE sip:115@h SIP/2.0\r\nContact: <sip:1@%s:5060>\r\n%s\r\n\r\n"
            .formatted(contact, more)
            .getBytes(StandardCharsets.US_ASCII);
    var peer = new InetSocketAddress(InetAddress.ofLiteral(source), 40_000);

    Optional<Flow> flow =
        Flow.toCallerBehindNat(
            WireMessage.read(text, text.length).orElseThrow(), new From(peer, Transport.UDP));

    assertThat(flow)
        .isEqualTo(behind ? Optional.of(new Flow(peer, Transport.UDP)) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "'Via: SIP/2.0/TCP 203.0.113.5', true",
    "'Via: SIP/2.0/TCP 203.0.113.5, SIP/2.0/TCP 10.0.0.7', false",
    "'Via: SIP/2.0/TCP 203.0.113.5|Via: SIP/2.0/UDP 10.0.0.7', false",
    "'Via: SIP/2.0/TCP 203.0.113.5|Via: SIP/2.0/UDP 10.0.0.7|Record-Route: <sip:203.0.113.5;lr>', true"
  })
  void goesByTheConnectionToWhoStaysInTheWayOfTheCall(String fields, boolean goes) {
    byte[] text =
        "INVITE sip:115@h SIP/2.0\r\n%s\r\n\r\n"
            .formatted(fields.replace("|", "\r\n"))
            .getBytes(StandardCharsets.US_ASCII);
    var invite = WireMessage.read(text, text.length).orElseThrow();
    var peer = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 40_000);

    assertThat(Flow.byConnection(invite, new From(peer, Transport.TCP))).isEqualTo(goes);
    assertThat(Flow.byConnection(invite, new From(peer, Transport.UDP))).isFalse();
  }

  private record From(InetSocketAddress remote, Transport transport) implements Origin {
    @Override
    public void answer(byte[] response, int port) {}

    @Override
    public MessageChannel channel() {
      throw new UnsupportedOperationException("Nothing is sent.");
    }
  }

  @ParameterizedTest
  @CsvSource({"sip:1@phone.example", "sip:1@999.1.1.1", "sip:", "tel:+7495", "sip:1@[::zz]"})
  void looksUpNoNames(String uri) {
    assertThat(Hosts.addressOf(uri)).isEmpty();
  }
}
