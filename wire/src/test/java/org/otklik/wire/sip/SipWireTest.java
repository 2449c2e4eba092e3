package org.otklik.wire.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes over the wire, seen by a telephone that also says what it should not.
@Execution(ExecutionMode.CONCURRENT) // waits for timers of the protocol
final class SipWireTest {
  private final Desk desk = Desk.answering();
  private final String name = Wire.unique();
  private SipEndpoint server = start(desk);
  private Wire wire = wire();

  private static SipEndpoint start(SipEvents events) {
    return SipEndpoint.start(
        SipSettings.on(InetAddress.getLoopbackAddress(), 0)
            .acknowledgedWithin(Duration.ofSeconds(3)),
        events);
  }

  private Wire wire() {
    try {
      return new Wire(server.port());
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private void restart(Desk other) {
    stop();
    server = start(other);
    wire = wire();
  }

  @BeforeEach
  void nothingHappenedYet() {
    assertThat(desk.quiet()).isTrue();
  }

  @AfterEach
  void stop() {
    wire.close();
    server.close();
  }

  @Test
  void saysTryingAtOnceAndOneTagAfter() throws Exception {
    var slow = new Desk(IncomingCall::ringing);
    restart(slow);
    wire.send(wire.invite(name));

    String trying = wire.receive(message -> message.startsWith("SIP/2.0 100"));
    String ringing = wire.receive(message -> message.startsWith("SIP/2.0 180"));
    slow.nextCall().answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");

    assertThat(Wire.tag(trying)).isEmpty();
    assertThat(Wire.tag(ringing)).isNotEmpty().isEqualTo(Wire.tag(ok));
    assertThat(Wire.header(ringing, "Contact"))
        .isEqualTo("<sip:127.0.0.1:%d>".formatted(server.port()))
        .isEqualTo(Wire.header(ok, "Contact"));
    assertThat(Wire.header(ok, "Allow")).contains("INVITE", "BYE", "INFO");
    assertThat(ok).endsWith(Desk.SDP);
  }

  @Test
  void tellsWhoCallsWithoutWhatCouldHarm() throws Exception {
    wire.send(
        wire.invite(
            name,
            """
            P-Asserted-Identity: "X" <sip:+79991112233@operator.example>
            Diversion: <tel:+74950000000>;reason=unconditional
            """));
    IncomingCall call = desk.nextCall();

    assertThat(call.dialledUser()).isEqualTo("115");
    assertThat(call.callerNumber()).isEqualTo("+79990000000");
    assertThat(call.callerDisplayName()).isEqualTo("Анна \"А\" Иванова");
    assertThat(call.assertedNumber()).contains("+79991112233");
    assertThat(call.diversion()).contains("+74950000000");
    assertThat(call.source().getPort()).isEqualTo(wire.port());
    assertThat(call.transport()).isEqualTo(Transport.UDP);
    assertThat(call.offer()).contains(Desk.SDP);
    assertThat(call.id()).matches("[0-9a-f]{16}");
  }

  @Test
  void takesARepeatedInviteForOneCall() throws Exception {
    String invite = wire.invite(name);
    wire.send(invite);
    wire.send(invite);
    String tag = Wire.tag(wire.answer("1 INVITE"));
    wire.send(invite);
    wire.send(wire.request("ACK", name, 1, tag));

    assertThat(desk.nextNote()).isEqualTo("answered");
    wire.hangUp(name, 2, tag);
    assertThat(desk.nextNote()).isEqualTo("hung up");
    assertThat(server.counters().callsIn()).isEqualTo(1);
  }

  @Test
  void repeatsTheAnswerUntilItIsAcknowledged() throws Exception {
    wire.send(wire.invite(name));
    String first = wire.answer("1 INVITE");
    String second = wire.answer("1 INVITE");
    assertThat(second).isEqualTo(first);

    wire.send(wire.request("ACK", name, 1, Wire.tag(second)));

    assertThat(desk.nextNote()).isEqualTo("answered");
    wire.hangUp(name, 2, Wire.tag(second));
  }

  @Test
  void hangsUpWhenTheAnswerIsNeverAcknowledged() throws Exception {
    wire.send(wire.invite(name));
    String tag = Wire.tag(wire.answer("1 INVITE"));

    String bye = wire.receive(message -> message.startsWith("BYE "));

    assertThat(Wire.header(bye, "From")).contains("tag=" + tag);
    assertThat(wire.next(Duration.ofSeconds(1))).as("not repeated").isEmpty();
    assertThat(desk.nextNote()).isEqualTo("failed NOT_ACKNOWLEDGED");
    Eventually.that("no call is left", () -> server.callsActive() == 0);
  }

  /// Anybody can write a foreign address into a datagram.
  @Test
  void sendsLittleToWhoHasProvedNothing() throws Exception {
    var slow = new Desk(IncomingCall::ringing);
    restart(slow);
    String invite = wire.invite(name);
    for (int i = 0; i < 100; i++) {
      wire.send(invite);
    }
    IncomingCall call = slow.nextCall();
    int octets = 0;
    for (String got = "x"; !got.isEmpty(); got = wire.next(Duration.ofSeconds(1))) {
      octets += got.getBytes(UTF_8).length;
    }
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    wire.send(wire.request("ACK", name, 1, Wire.tag(ok)));

    int came = invite.replace("\n", "\r\n").getBytes(UTF_8).length;
    assertThat(octets).isLessThanOrEqualTo(Allowance.FACTOR / 2 * came);
    assertThat(slow.nextNote()).isEqualTo("answered");
    wire.hangUp(name, 2, Wire.tag(ok));
  }

  @Test
  void answersCancelAndEndsTheInvite() throws Exception {
    var slow = new Desk(IncomingCall::ringing);
    restart(slow);
    wire.send(wire.invite(name));
    wire.receive(message -> message.startsWith("SIP/2.0 180"));

    String cancel = wire.request("CANCEL", name, 1, "", name + "i", "", "");
    wire.send(cancel);

    assertThat(Wire.code(wire.answer("1 CANCEL"))).isEqualTo(200);
    String terminated = wire.answer("1 INVITE");
    assertThat(Wire.code(terminated)).isEqualTo(487);
    wire.send(wire.request("ACK", name, 1, Wire.tag(terminated), name + "i", "", ""));
    assertThat(slow.nextNote()).isEqualTo("cancelled");
    wire.send(cancel);
    assertThat(Wire.code(wire.answer("1 CANCEL"))).isEqualTo(200);
  }

  @Test
  void endsACallThatIsHungUpBeforeTheAnswer() throws Exception {
    var slow = new Desk(IncomingCall::ringing);
    restart(slow);
    wire.send(wire.invite(name));
    String tag = Wire.tag(wire.receive(message -> message.startsWith("SIP/2.0 180")));

    wire.send(wire.request("BYE", name, 2, tag));

    assertThat(Wire.code(wire.answer("2 BYE"))).isEqualTo(200);
    assertThat(Wire.code(wire.answer("1 INVITE"))).isEqualTo(487);
    assertThat(slow.nextNote()).isEqualTo("cancelled");
    Eventually.that("no call is left", () -> server.callsActive() == 0);
  }

  @Test
  void doesNotKnowTheCallThatACancelNames() throws Exception {
    wire.send(wire.request("CANCEL", name, 1, ""));

    assertThat(Wire.code(wire.answer("1 CANCEL"))).isEqualTo(481);
  }

  @Test
  void rejectsWithHeadersAndStopsWhenAcknowledged() throws Exception {
    restart(new Desk(call -> call.reject(503, "Service Unavailable", Map.of("Retry-After", "7"))));
    wire.send(wire.invite(name));

    String refusal = wire.answer("1 INVITE");

    assertThat(Wire.code(refusal)).isEqualTo(503);
    assertThat(Wire.header(refusal, "Retry-After")).isEqualTo("7");
    assertThat(wire.answer("1 INVITE")).isEqualTo(refusal);
    wire.send(wire.request("ACK", name, 1, Wire.tag(refusal), name + "i", "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BYE", "INFO", "OPTIONS", "INVITE"})
  void doesNotKnowADialogOfAnotherTag(String method) throws Exception {
    String tag = wire.call(name);

    wire.send(wire.request(method, name, 2, "0" + tag));

    assertThat(Wire.code(wire.answer("2 " + method))).isEqualTo(481);
    wire.hangUp(name, 3, tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "OPTIONS", "INVITE"})
  void refusesARequestThatIsOlderThanTheLast(String method) throws Exception {
    String tag = wire.call(name);
    wire.send(wire.request("OPTIONS", name, 10, tag));
    assertThat(Wire.code(wire.answer("10 OPTIONS"))).isEqualTo(200);

    wire.send(wire.request(method, name, 5, tag));

    assertThat(Wire.code(wire.answer("5 " + method))).isEqualTo(500);
    wire.hangUp(name, 11, tag);
  }

  @Test
  void refusesAnOldBye() throws Exception {
    String tag = wire.call(name);
    wire.send(wire.request("OPTIONS", name, 10, tag));
    assertThat(Wire.code(wire.answer("10 OPTIONS"))).isEqualTo(200);

    wire.send(wire.request("BYE", name, 5, tag));

    assertThat(Wire.code(wire.answer("5 BYE"))).isEqualTo(500);
    wire.hangUp(name, 11, tag);
    assertThat(desk.nextNote()).isEqualTo("answered");
    assertThat(desk.nextNote()).isEqualTo("hung up");
  }

  @Test
  void saysWhatItCanDo() throws Exception {
    wire.send(wire.request("OPTIONS", name, 1, ""));
    String outside = wire.answer("1 OPTIONS");
    String tag = wire.call(name);
    wire.send(wire.request("OPTIONS", name, 2, tag));
    String inside = wire.answer("2 OPTIONS");

    for (String answer : new String[] {outside, inside}) {
      assertThat(Wire.code(answer)).isEqualTo(200);
      assertThat(Wire.header(answer, "Allow"))
          .isEqualTo("INVITE, ACK, BYE, CANCEL, INFO, OPTIONS, PRACK, UPDATE");
      assertThat(Wire.header(answer, "Accept")).contains("application/sdp");
      assertThat(Wire.header(answer, "Supported")).isEqualTo("timer, 100rel");
    }
    wire.hangUp(name, 3, tag);
  }

  @ParameterizedTest
  @CsvSource({
    "REGISTER,403",
    "REFER,603",
    "MESSAGE,405",
    "SUBSCRIBE,405",
    "PUBLISH,405",
    "UPDATE,481",
    "PRACK,481",
    "NOTIFY,405",
    "FOO,405",
    "BYE,481",
    "INFO,481"
  })
  void refusesMethods(String method, int code) throws Exception {
    wire.send(wire.request(method, name, 1, ""));

    String answer = wire.answer("1 " + method);

    assertThat(Wire.code(answer)).isEqualTo(code);
    assertThat(Wire.tag(answer)).isNotEmpty();
    if (code == 405) {
      assertThat(Wire.header(answer, "Allow")).contains("INVITE");
    }
  }

  @Test
  void takesARepeatedByeForOne() throws Exception {
    String tag = wire.call(name);
    String bye = wire.request("BYE", name, 2, tag);
    wire.send(bye);
    String ok = wire.answer("2 BYE");

    wire.send(bye);

    assertThat(wire.answer("2 BYE")).isEqualTo(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");
    assertThat(desk.nextNote()).isEqualTo("hung up");
    assertThat(desk.nextCall().dialledUser()).isEqualTo("115");
    assertThat(desk.quiet()).isTrue();
  }

  @Test
  void takesARepeatedChangeForOne() throws Exception {
    String tag = wire.call(name);
    assertThat(desk.nextNote()).isEqualTo("answered");
    String change =
        wire.request(
            "INVITE",
            name,
            2,
            tag,
            name + "c",
            "Content-Type: application/sdp\n",
            Desk.SDP + "a=sendonly\r\n");
    wire.send(change);
    wire.send(change);
    String ok = wire.answer("2 INVITE");
    wire.send(change);
    wire.send(wire.request("ACK", name, 2, tag));

    assertThat(Wire.code(ok)).isEqualTo(200);
    assertThat(desk.nextNote()).startsWith("reoffer");
    wire.hangUp(name, 3, tag);
    assertThat(desk.nextNote()).isEqualTo("hung up");
  }

  @Test
  void doesNotKnowACallThatIsOver() throws Exception {
    String tag = wire.call(name);
    wire.hangUp(name, 2, tag);

    wire.send(wire.request("BYE", name, 3, tag));

    assertThat(Wire.code(wire.answer("3 BYE"))).isEqualTo(481);
  }

  @Test
  void movesNoStandingCall() throws Exception {
    String tag = wire.call(name);

    wire.send(
        wire.request("REFER", name, 2, tag, name + "r", "Refer-To: <sip:0900@evil.example>\n", ""));

    assertThat(Wire.code(wire.answer("2 REFER"))).isEqualTo(603);
    wire.hangUp(name, 3, tag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Require: timer, foo, bar|420|Unsupported|foo, bar",
        "Replaces: a@b;to-tag=1;from-tag=2|403||",
        "Accept: text/plain|406|Accept|application/sdp",
        "Content-Encoding: gzip|415|Accept-Encoding|identity",
        "Max-Forwards: 70|400||",
        "Call-ID: another|400||",
        "Content-Length: 3|400||"
      })
  void refusesInvitesThatWantWhatIsNotDone(String more, int code, String header, String value)
      throws Exception {
    wire.send(wire.invite(name, more + "\n"));

    String answer = wire.answer("1 INVITE");

    assertThat(Wire.code(answer)).isEqualTo(code);
    if (header != null) {
      assertThat(Wire.header(answer, header)).isEqualTo(value);
    }
    assertThat(server.counters().refusedByCode()).containsEntry(code, 1L);
    Eventually.that("no call is left", () -> server.callsActive() == 0);
  }

  @Test
  void refusesSessionTimesThatAreTooShort() throws Exception {
    wire.send(wire.invite(name, "Supported: timer\nSession-Expires: 30\n"));

    String answer = wire.answer("1 INVITE");

    assertThat(Wire.code(answer)).isEqualTo(422);
    assertThat(Wire.header(answer, "Min-SE")).isEqualTo("90");
  }

  @Test
  void leavesRefreshingToTheCaller() throws Exception {
    wire.send(wire.invite(name, "Supported: timer\nSession-Expires: 1800\n"));

    String answer = wire.answer("1 INVITE");

    assertThat(Wire.header(answer, "Session-Expires")).isEqualTo("1800;refresher=uac");
    assertThat(Wire.header(answer, "Require")).isEqualTo("timer");
    wire.send(wire.request("ACK", name, 1, Wire.tag(answer)));
    wire.hangUp(name, 2, Wire.tag(answer));
  }

  @Test
  void asksACallerThatKnowsTimersForOne() throws Exception {
    wire.send(wire.invite(name, "Supported: timer\n"));

    String answer = wire.answer("1 INVITE");

    assertThat(Wire.header(answer, "Session-Expires")).isEqualTo("1800;refresher=uac");
    assertThat(Wire.header(answer, "Require")).isEqualTo("timer");
    wire.send(wire.request("ACK", name, 1, Wire.tag(answer)));
    wire.hangUp(name, 2, Wire.tag(answer));
  }

  @Test
  void hangsUpOnWhoDoesNotAnswerOurOffer() throws Exception {
    wire.send(wire.request("INVITE", name, 1, "", name + "i", "", ""));
    String tag = Wire.tag(wire.answer("1 INVITE"));

    wire.send(wire.request("ACK", name, 1, tag));

    assertThat(wire.receive(message -> message.startsWith("BYE "))).contains("tag=" + tag);
    assertThat(desk.nextNote()).isEqualTo("answered");
    assertThat(desk.nextNote()).isEqualTo("failed NOT_SETTLED");
    Eventually.that("no call is left", () -> server.callsActive() == 0);
  }

  @Test
  void keepsAStandingCallThoughAChangeIsNotAnswered() throws Exception {
    String tag = wire.call(name);
    wire.send(wire.request("INVITE", name, 2, tag));
    assertThat(Wire.code(wire.answer("2 INVITE"))).isEqualTo(200);

    wire.send(wire.request("ACK", name, 2, tag, name + "a2", "", ""));

    wire.hangUp(name, 3, tag);
    assertThat(desk.nextNote()).isEqualTo("answered");
    assertThat(desk.nextNote()).isEqualTo("hung up");
  }

  @Test
  void refusesBodiesThatAreNoSession() throws Exception {
    wire.send(
        wire.request(
            "INVITE", name, 1, "", name + "i", "Content-Type: text/plain\n", "Hello there"));

    String answer = wire.answer("1 INVITE");

    assertThat(Wire.code(answer)).isEqualTo(415);
    assertThat(Wire.header(answer, "Accept")).isEqualTo("application/sdp");
  }

  @Test
  void offersWhenTheCallerDoesNot() throws Exception {
    wire.send(wire.request("INVITE", name, 1, "", name + "i", "", ""));
    assertThat(desk.nextCall().offer()).isEmpty();
    String ok = wire.answer("1 INVITE");
    assertThat(ok).endsWith(Desk.SDP);

    wire.send(
        wire.request(
            "ACK", name, 1, Wire.tag(ok), name + "a", "Content-Type: application/sdp\n", "v=0"));

    assertThat(desk.nextNote()).isEqualTo("answered");
    assertThat(desk.nextNote()).isEqualTo("remote answer v=0");
    wire.hangUp(name, 2, Wire.tag(ok));
  }

  @Test
  void offersAgainWhenAReinviteDoesNot() throws Exception {
    String tag = wire.call(name);
    assertThat(desk.nextNote()).isEqualTo("answered");

    wire.send(wire.request("INVITE", name, 2, tag));
    String ok = wire.answer("2 INVITE");
    assertThat(ok).endsWith(Desk.SDP);
    wire.send(
        wire.request("ACK", name, 2, tag, name + "a2", "Content-Type: application/sdp\n", "v=1"));

    assertThat(desk.nextNote()).isEqualTo("remote answer v=1");
    wire.hangUp(name, 3, tag);
  }

  @Test
  void hearsKeysTheOtherWayToo() throws Exception {
    String tag = wire.call(name);
    assertThat(desk.nextNote()).isEqualTo("answered");

    wire.send(
        wire.request("INFO", name, 2, tag, name + "x", "Content-Type: application/dtmf\n", "*"));
    assertThat(Wire.code(wire.answer("2 INFO"))).isEqualTo(200);
    assertThat(desk.nextNote()).isEqualTo("digit * 160");

    wire.send(wire.request("INFO", name, 3, tag, name + "y", "Content-Type: text/xml\n", "<a/>"));
    assertThat(Wire.code(wire.answer("3 INFO"))).isEqualTo(415);
    wire.hangUp(name, 4, tag);
  }

  @Test
  void aLongBodyOfAKeyHoldsUpNobody() throws Exception {
    String tag = wire.call(name);
    String type = "Content-Type: application/dtmf-relay\n";
    wire.send(wire.request("OPTIONS", name, 2, tag));
    assertThat(Wire.code(wire.answer("2 OPTIONS"))).isEqualTo(200);
    long before = System.nanoTime();

    wire.send(wire.request("INFO", name, 3, tag, name + "x", type, "\n".repeat(30_000)));

    assertThat(Wire.code(wire.answer("3 INFO"))).isEqualTo(413);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    wire.hangUp(name, 4, tag);
  }

  @Test
  void refusesAFieldOfVeryManyLines() throws Exception {
    wire.send(wire.request("OPTIONS", name, 1, "", name, "X: y\n" + " a\n".repeat(10_000), ""));

    assertThat(Wire.code(wire.answer("1 OPTIONS"))).isEqualTo(400);
  }

  @Test
  void noticesTheSameRequestByTwoWays() throws Exception {
    restart(new Desk(IncomingCall::ringing));
    wire.send(wire.invite(name));
    wire.receive(message -> message.startsWith("SIP/2.0 180"));

    wire.send(
        wire.request(
            "INVITE", name, 1, "", name + "other", "Content-Type: application/sdp\n", Desk.SDP));

    assertThat(Wire.code(wire.answer("1 INVITE"))).isEqualTo(482);
    Eventually.that("one call is left", () -> server.callsActive() == 1);
  }

  @Test
  void keepsApartTwoCallersWithOneBranch() throws Exception {
    String other = Wire.unique();
    try (var second = new Wire(server.port())) {
      String body = "Content-Type: application/sdp\n";
      wire.send(wire.request("INVITE", name, 1, "", "same", body, Desk.SDP));
      second.send(second.request("INVITE", other, 1, "", "same", body, Desk.SDP));

      String first = wire.answer("1 INVITE");
      String next = second.answer("1 INVITE");

      assertThat(Wire.header(first, "Call-ID")).startsWith(name + "@");
      assertThat(Wire.header(next, "Call-ID")).startsWith(other + "@");
      wire.send(wire.request("ACK", name, 1, Wire.tag(first)));
      second.send(second.request("ACK", other, 1, Wire.tag(next)));
      wire.hangUp(name, 2, Wire.tag(first));
      second.hangUp(other, 2, Wire.tag(next));
    }
  }

  @Test
  void answersWhereTheRequestCameFrom() throws Exception {
    String request =
        wire.request("OPTIONS", name, 1, "")
            .replace("127.0.0.1:" + wire.port() + ";rport", "192.0.2.9:9;rport;maddr=192.0.2.8");
    wire.send(request);

    String via = Wire.header(wire.answer("1 OPTIONS"), "Via");

    assertThat(via).contains("received=127.0.0.1", "rport=" + wire.port());
  }
}
