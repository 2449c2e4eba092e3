package org.otklik.wire.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The messages of RFC 4475 and RFC 5118 get the answers that these ask for, and calls go on after
/// each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TortureTest {
  private static final Pattern OCTET = Pattern.compile("⟦([0-9A-F]{2})⟧");

  private final Desk desk = Desk.answering();
  private final SipEndpoint server =
      SipEndpoint.start(
          SipSettings.on(InetAddress.getLoopbackAddress(), 0)
              .acknowledgedWithin(Duration.ofSeconds(1)),
          desk);

  static Stream<Arguments> cases() {
    return Stream.of("rfc4475", "rfc5118").flatMap(TortureTest::cases);
  }

  /// All messages as they come.
  static Stream<byte[]> messages() {
    return cases().map(message -> octets(text(message.get()[0] + ".txt")));
  }

  private static Stream<Arguments> cases(String document) {
    return text(document + "/cases.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", -1))
        .map(parts -> Arguments.of(document + "/" + parts[0], parts[1]));
  }

  @BeforeAll
  void allCasesAreThere() {
    assertThat(cases()).hasSize(50 + 12);
  }

  @AfterAll
  void stop() {
    assertThat(server.counters().faults()).isZero();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheRfcSays(String name, String expected) throws Exception {
    try (var wire = new Wire(server.port())) {
      wire.send(octets(text(name + ".txt")));

      String answer = expected.equals("none") ? "" : answer(wire);
      switch (expected) {
        case "none" -> wire.send(wire.request("OPTIONS", Wire.unique(), 1, ""));
        case "4xx" -> assertThat(Wire.code(answer)).isBetween(400, 499);
        default -> assertThat(Wire.code(answer)).isEqualTo(Integer.parseInt(expected));
      }
      if (expected.equals("none")) {
        assertThat(Wire.header(wire.receive(_ -> true), "CSeq")).isEqualTo("1 OPTIONS");
      }

      String after = Wire.unique();
      String tag = wire.call(after);
      wire.hangUp(after, 2, tag);
    }
  }

  private static String answer(Wire wire) throws IOException {
    return wire.receive(message -> message.startsWith("SIP/2.0 ") && Wire.code(message) >= 200);
  }

  private static String text(String file) {
    try (InputStream in = TortureTest.class.getResourceAsStream("/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static byte[] octets(String text) {
    var octets = new ByteArrayOutputStream();
    String lines = text.replace("\n", "\r\n");
    Matcher octet = OCTET.matcher(lines);
    int from = 0;
    while (octet.find()) {
      octets.writeBytes(lines.substring(from, octet.start()).getBytes(UTF_8));
      octets.write(Integer.parseInt(octet.group(1), 16));
      from = octet.end();
    }
    octets.writeBytes(lines.substring(from).getBytes(UTF_8));
    return octets.toByteArray();
  }
}
