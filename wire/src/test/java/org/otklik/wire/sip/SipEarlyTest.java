package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said before a call is answered: queued, early sound, PRACK and UPDATE (RFC 3262, RFC
/// 3311).
@Execution(ExecutionMode.CONCURRENT) // waits for timers of the protocol
final class SipEarlyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String REQUIRED = "Require: 100rel\n";
  private static final String SUPPORTED = "Supported: 100rel\n";

  private final String name = Wire.unique();
  private final Desk desk = new Desk(_ -> {});
  private final List<String> transfers = new CopyOnWriteArrayList<>();
  private final SipEndpoint server =
      SipEndpoint.start(
          SipSettings.on(InetAddress.getLoopbackAddress(), 0).acknowledgedWithin(PATIENCE),
          new SipEvents() {
            @Override
            public void onInvite(IncomingCall call) {
              desk.onInvite(call);
            }

            @Override
            public void onTransferRefused(InetSocketAddress source, Transport by, boolean ours) {
              transfers.add("%s %s".formatted(by, ours));
            }
          });
  private final Wire wire = phone();

  private Wire phone() {
    try {
      return new Wire(server.port());
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private IncomingCall call(String more) throws Exception {
    wire.send(wire.invite(name, more));
    return desk.nextCall();
  }

  private IncomingCall callWithoutOffer(String more) throws Exception {
    wire.send(wire.request("INVITE", name, 1, "", name + "i", more, ""));
    return desk.nextCall();
  }

  private String provisional(int code) throws IOException {
    return wire.receive(message -> message.startsWith("SIP/2.0 " + code));
  }

  private String prack(String provisional, int cseq, String body) throws IOException {
    String rack = "RAck: %s 1 INVITE\n".formatted(Wire.header(provisional, "RSeq"));
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\n";
    wire.send(
        wire.request(
            "PRACK", name, cseq, Wire.tag(provisional), name + "p" + cseq, rack + type, body));
    return wire.answer(cseq + " PRACK");
  }

  private String update(String provisional, int cseq, String more, String body) throws IOException {
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\n";
    wire.send(
        wire.request(
            "UPDATE", name, cseq, Wire.tag(provisional), name + "u" + cseq, more + type, body));
    return wire.answer(cseq + " UPDATE");
  }

  private void acknowledge(String ok) throws IOException {
    wire.send(wire.request("ACK", name, 1, Wire.tag(ok)));
  }

  @AfterEach
  void stop() {
    assertThat(server.counters().faults()).isZero();
    wire.close();
    server.close();
  }

  @Test
  void saysThatTheCallerWaitsAndLetsHimHear() throws Exception {
    IncomingCall call = call("");

    call.queued();
    String queued = provisional(182);
    call.progress(Desk.SDP);
    String progress = provisional(183);
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    acknowledge(ok);

    assertThat(Wire.header(queued, "Require")).isEmpty();
    assertThat(progress).contains("m=audio");
    assertThat(Wire.tag(progress)).isEqualTo(Wire.tag(queued)).isEqualTo(Wire.tag(ok));
    assertThat(desk.nextNote()).isEqualTo("answered");
  }

  @ParameterizedTest
  @ValueSource(strings = {REQUIRED, SUPPORTED})
  void repeatsEarlySoundUntilItIsAcknowledged(String more) throws Exception {
    IncomingCall call = call(more);
    call.progress(Desk.SDP);

    String first = provisional(183);
    String again = provisional(183);
    assertThat(Wire.header(first, "Require")).isEqualTo("100rel");
    assertThat(Wire.header(again, "RSeq")).isEqualTo(Wire.header(first, "RSeq")).isNotEmpty();
    assertThat(Wire.code(prack(first, 2, ""))).isEqualTo(200);
    assertThat(Wire.code(prack(first, 3, ""))).as("the same once more").isEqualTo(200);

    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    acknowledge(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");
    wire.hangUp(name, 4, Wire.tag(ok));
  }

  @Test
  void doesNotKnowAnAcknowledgementOfNothing() throws Exception {
    IncomingCall call = call(SUPPORTED);
    call.progress(Desk.SDP);
    String progress = provisional(183);

    String wrong = progress.replaceFirst("RSeq: (\\d+)", "RSeq: 9$1");

    assertThat(Wire.code(prack(wrong, 2, ""))).isEqualTo(481);
    assertThat(Wire.code(prack(progress, 3, ""))).isEqualTo(200);
  }

  @Test
  void answersOnlyWhenEarlySoundIsAcknowledged() throws Exception {
    IncomingCall call = call(REQUIRED);
    call.progress(Desk.SDP);
    String progress = provisional(183);
    call.answer(Desk.SDP);

    String next = wire.receive(message -> !message.startsWith("SIP/2.0 100"));
    assertThat(next).startsWith("SIP/2.0 183");
    assertThat(Wire.code(prack(progress, 2, ""))).isEqualTo(200);

    acknowledge(wire.answer("1 INVITE"));
    assertThat(desk.nextNote()).isEqualTo("answered");
  }

  @Test
  void forgetsNoAnswerThatWaits() throws Exception {
    IncomingCall call = call(REQUIRED);
    call.progress(Desk.SDP);
    String progress = provisional(183);
    call.answer(Desk.SDP);
    call.queued();
    assertThat(Wire.code(prack(progress, 2, ""))).isEqualTo(200);

    acknowledge(wire.answer("1 INVITE"));
    assertThat(desk.nextNote()).isEqualTo("answered");
  }

  @Test
  void sendsOneAtATime() throws Exception {
    IncomingCall call = call(REQUIRED);
    call.ringing();
    call.queued();
    call.progress(Desk.SDP);

    String ringing = provisional(180);
    assertThat(Wire.code(prack(ringing, 2, ""))).isEqualTo(200);

    String progress =
        wire.receive(
            message -> message.startsWith("SIP/2.0 18") && !message.startsWith("SIP/2.0 180"));
    assertThat(progress).startsWith("SIP/2.0 183");
    assertThat(Integer.parseInt(Wire.header(progress, "RSeq")))
        .isEqualTo(Integer.parseInt(Wire.header(ringing, "RSeq")) + 1);
    assertThat(Wire.code(prack(progress, 3, ""))).isEqualTo(200);
  }

  @Test
  void givesUpACallerWhoNeverAcknowledges() throws Exception {
    call(REQUIRED).progress(Desk.SDP);

    String refused = wire.answer("1 INVITE");

    assertThat(Wire.code(refused)).isEqualTo(504);
    assertThat(desk.nextNote()).isEqualTo("failed NOT_ACKNOWLEDGED");
    Eventually.that("no call is left", () -> server.callsActive() == 0);
  }

  @Test
  void offersEarlyWhenTheCallerDoesNot() throws Exception {
    IncomingCall call = callWithoutOffer(SUPPORTED);
    call.progress(Desk.SDP);
    String progress = provisional(183);
    assertThat(progress).contains("m=audio");

    assertThat(Wire.code(prack(progress, 2, Desk.SDP))).isEqualTo(200);
    assertThat(desk.nextNote()).startsWith("remote answer v=0");
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    assertThat(ok).doesNotContain("m=audio");
    acknowledge(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");
  }

  @Test
  void doesNotOfferWhereTheOfferCouldBeLost() throws Exception {
    IncomingCall call = callWithoutOffer("");
    call.progress(Desk.SDP);

    assertThat(provisional(183)).doesNotContain("m=audio");
    call.answer(Desk.SDP);
    assertThat(wire.answer("1 INVITE")).contains("m=audio");
  }

  @Test
  void takesAChangeBeforeTheAnswer() throws Exception {
    IncomingCall call = call(SUPPORTED);
    call.progress(Desk.SDP);
    String progress = provisional(183);
    assertThat(Wire.code(update(progress, 2, "", Desk.SDP)))
        .as("before the first is settled")
        .isEqualTo(500);
    prack(progress, 3, "");

    String changed = update(progress, 4, "", Desk.SDP);

    assertThat(Wire.code(changed)).isEqualTo(200);
    assertThat(changed).contains("s=changed").contains("Contact:");
    assertThat(desk.nextNote()).startsWith("reoffer");
  }

  @Test
  void takesAndRefusesChangesOfAStandingCall() throws Exception {
    IncomingCall call = call("Supported: timer\nSession-Expires: 1800\n");
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    acknowledge(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");

    String refreshed = update(ok, 2, "Supported: timer\nSession-Expires: 600\n", "");
    assertThat(Wire.code(refreshed)).isEqualTo(200);
    assertThat(Wire.header(refreshed, "Session-Expires")).isEqualTo("600;refresher=uac");
    assertThat(refreshed).doesNotContain("m=audio");

    assertThat(Wire.code(update(ok, 3, "", Desk.SDP.replace("s=-", "s=refuse")))).isEqualTo(488);
    String brief = update(ok, 4, "Supported: timer\nSession-Expires: 60\n", "");
    assertThat(Wire.code(brief)).isEqualTo(422);
    assertThat(Wire.header(brief, "Min-SE")).isEqualTo("90");
    assertThat(Wire.code(update(ok, 5, "Require: foo\n", ""))).isEqualTo(420);
    wire.hangUp(name, 6, Wire.tag(ok));
  }

  @Test
  void endsACallThatIsCancelledBeforeTheAcknowledgement() throws Exception {
    call(REQUIRED).progress(Desk.SDP);
    provisional(183);

    wire.send(wire.request("CANCEL", name, 1, "", name + "i", "", ""));

    assertThat(Wire.code(wire.answer("1 CANCEL"))).isEqualTo(200);
    assertThat(Wire.code(wire.answer("1 INVITE"))).isEqualTo(487);
    assertThat(desk.nextNote()).isEqualTo("cancelled");
  }

  @Test
  void tellsWhoTriesToMoveACall() throws Exception {
    wire.send(wire.request("REFER", name, 1, ""));
    assertThat(Wire.code(wire.answer("1 REFER"))).isEqualTo(603);
    String other = Wire.unique();
    wire.send(wire.invite(other, "Replaces: a@b;to-tag=1;from-tag=2\n"));
    assertThat(Wire.code(wire.answer("1 INVITE"))).isEqualTo(403);

    Eventually.that("both are told", () -> transfers.size() == 2);
    assertThat(transfers).containsOnly("UDP false");
    assertThat(server.counters().transfersRefused()).isEqualTo(2);
  }

  @Test
  void tellsWhoTriesItInACallThatStands() throws Exception {
    IncomingCall call = call("");
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    wire.send(wire.request("REFER", name, 2, Wire.tag(ok)));
    assertThat(Wire.code(wire.answer("2 REFER"))).isEqualTo(603);
    acknowledge(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");
    wire.send(wire.request("REFER", name, 3, Wire.tag(ok)));
    assertThat(Wire.code(wire.answer("3 REFER"))).isEqualTo(603);
    wire.send(wire.request("REFER", name, 4, "another"));
    assertThat(Wire.code(wire.answer("4 REFER"))).isEqualTo(603);

    Eventually.that("all are told", () -> transfers.size() == 3);
    assertThat(transfers).containsExactly("UDP false", "UDP true", "UDP false");
  }

  @Test
  void says491OnlyWhileAnOfferOfOursIsOpen() throws Exception {
    IncomingCall call = call("");
    call.answer(Desk.SDP);
    String ok = wire.answer("1 INVITE");
    acknowledge(ok);
    assertThat(desk.nextNote()).isEqualTo("answered");
    call.reinvite(Desk.SDP);
    wire.receive(message -> message.startsWith("INVITE"));

    assertThat(Wire.code(update(ok, 2, "", Desk.SDP))).isEqualTo(491);
  }
}
