package org.otklik.wire.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gov.nist.javax.sip.stack.MessageChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes by SIP is read or refused, and never breaks the reader. Starts from the messages
/// of RFC 4475 and RFC 5118.
final class SipFuzzTest {
  private static final Origin NOWHERE =
      new Origin() {
        @Override
        public Transport transport() {
          return Transport.UDP;
        }

        @Override
        public InetSocketAddress remote() {
          return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        }

        @Override
        public void answer(byte[] response, int port) {
          throw new UnsupportedOperationException("Nobody is asked.");
        }

        @Override
        public MessageChannel channel() {
          throw new UnsupportedOperationException("Nothing is sent.");
        }
      };

  static Stream<byte[]> messages() {
    return TortureTest.messages();
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = "3m")
  void readsOrRefusesAnyMessage(byte[] bytes) {
    WireMessage.read(bytes, bytes.length).ifPresent(SipFuzzTest::take);
  }

  static Stream<byte[]> addresses() {
    return Stream.of(
            "\"Ольга \\\"О\\\" С.\" <sip:+74951234501:secret@host;x=y?h=1>;tag=a;b",
            "sips:a%41%@[2001:db8::1]:5061;transport=tls",
            "<tel:+7-495-123-45-67;phone-context=x>;tag=\"q\"",
            "a <" + "b".repeat(300) + ">",
            "\"" + "\\\"".repeat(4_000) + "\" <sip:a@b>")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("addresses")
  @FuzzTest(maxDuration = "3m")
  void namesForPeopleAreShortAndHaveNoControlCharacters(byte[] bytes) {
    NameAddr.read(new String(bytes, ISO_8859_1))
        .ifPresent(
            address -> {
              harmless(address.displayName());
              harmless(address.user());
              address.parameter("tag");
              Hosts.addressOf(address.uri());
            });
  }

  private static void harmless(String text) {
    assertThat(text.length()).isLessThanOrEqualTo(NameAddr.TEXT_MAX);
    assertThat(text.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x202E);
  }

  private static void take(WireMessage message) {
    message.inDialog();
    message.cseq();
    message.tokens("supported");
    Guard.declaredLength(message);
    if (Guard.response(message)) {
      stacked(() -> StackParser.response(message));
    }
    if (Guard.request(message).isEmpty()) {
      Rules.check(message, false);
      Rules.check(message, true);
      Rules.transfers(message);
      Branch.key(message);
      Branch.cancelled(message);
      stacked(() -> StackParser.request(message, NOWHERE));
    }
    Bodies.encoded(message);
    Bodies.optional(message);
    Bodies.sdp(message);
    Bodies.digit(message);
  }

  private interface Reading {
    Object read() throws ParseException;
  }

  private static void stacked(Reading reading) {
    try {
      reading.read();
    } catch (ParseException refused) {
      // As it should be.
    }
  }
}
