package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two endpoints call each other.
final class SipCallTest {
  private static final String HOLD = Desk.SDP + "a=sendonly\r\n";

  private static SipEndpoint endpoint(SipEvents events) {
    return SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), events);
  }

  private static String target(SipEndpoint server, String transport) {
    return "sip:115@127.0.0.1:%d;transport=%s".formatted(server.port(), transport);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void ringsAnswersTellsDigitsAndEndsByTheCaller(String transport) throws Exception {
    var desk = new Desk(IncomingCall::ringing);
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      OutgoingCall call = client.call(target(server, transport), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("provisional 180");

      desk.nextCall().answer(Desk.SDP);
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");

      call.sendInfoDigit('5', Duration.ofMillis(200));
      assertThat(desk.nextNote()).isEqualTo("digit 5 200");
      call.sendInfoDigit('#', Duration.ofMillis(100));
      assertThat(desk.nextNote()).isEqualTo("digit # 100");

      call.hangUp();
      assertThat(desk.nextNote()).isEqualTo("hung up");
      Eventually.that("no call is left", () -> server.callsActive() == 0);
      assertThat(server.counters().callsIn()).isEqualTo(1);
      assertThat(client.counters().callsOut()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void endsByTheCalled(String transport) throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, transport), "1001", Desk.SDP, caller);
      IncomingCall call = desk.nextCall();
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");

      call.hangUp();

      assertThat(caller.nextNote()).isEqualTo("hung up");
      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void hangsUpAsSoonAsTheAnswerIsAcknowledged() throws Exception {
    var desk =
        new Desk(
            call -> {
              call.answer(Desk.SDP);
              call.hangUp();
            });
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(caller.nextNote()).isEqualTo("hung up");
    }
  }

  @Test
  void rejectsWithTheCodeGiven() throws Exception {
    var desk = new Desk(call -> call.reject(486, "Busy Here", Map.of("Retry-After", "60")));
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("rejected 486");
      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void refusesHeadersOfTwoLines() throws Exception {
    var desk = new Desk(_ -> {});
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, new Caller());
      IncomingCall call = desk.nextCall();

      assertThatThrownBy(() -> call.reject(486, "Busy\r\nX: y", Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> call.reject(486, "Busy", Map.of("X", "a\r\nb: c")))
          .isInstanceOf(IllegalArgumentException.class);
      call.hangUp();
    }
  }

  @Test
  void cancelsWhileItRings() throws Exception {
    var desk = new Desk(IncomingCall::queued);
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      OutgoingCall call = client.call(target(server, "udp"), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("provisional 182");

      call.cancel();

      assertThat(caller.nextNote()).isEqualTo("rejected 487");
      assertThat(desk.nextNote()).isEqualTo("cancelled");
      desk.nextCall().answer(Desk.SDP);
      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void cancelsBeforeAnythingCameBack() throws Exception {
    var desk = new Desk(IncomingCall::ringing);
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, caller).cancel();

      String last = caller.nextNote();
      assertThat(last.startsWith("provisional") ? caller.nextNote() : last)
          .isEqualTo("rejected 487");
    }
  }

  @Test
  void carriesSoundBeforeTheAnswer() throws Exception {
    var desk =
        new Desk(
            call -> {
              call.queued();
              call.progress(Desk.SDP);
            });
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("provisional 182");
      assertThat(caller.nextNote()).isEqualTo("provisional 183 with sound");
    }
  }

  @Test
  void holdsAndResumesFromBothSides() throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      OutgoingCall call = client.call(target(server, "udp"), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");

      call.reinvite(HOLD);
      assertThat(desk.nextNote()).startsWith("reoffer").contains("a=sendonly");
      assertThat(caller.nextNote()).isEqualTo("change accepted");

      desk.nextCall().reinvite(HOLD);
      assertThat(caller.nextNote()).isEqualTo("offered hold");
      assertThat(desk.nextNote()).startsWith("remote answer");

      call.reinvite(Desk.SDP + "a=refuse\r\n");
      assertThat(desk.nextNote()).startsWith("reoffer");
      assertThat(caller.nextNote()).isEqualTo("change refused 488");

      call.hangUp();
      assertThat(desk.nextNote()).isEqualTo("hung up");
    }
  }

  @Test
  void settlesTwoOffersAtOnce() throws Exception {
    var desk = Desk.answering();
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      OutgoingCall call = client.call(target(server, "udp"), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(desk.nextNote()).isEqualTo("answered");

      desk.nextCall().reinvite(HOLD);
      call.reinvite(HOLD);

      var notes = new java.util.ArrayList<String>();
      while (notes.stream().noneMatch(note -> note.startsWith("remote answer"))) {
        notes.add(desk.nextNote());
      }
      call.hangUp();
      while (!notes.getLast().equals("hung up")) {
        notes.add(desk.nextNote());
      }
      assertThat(notes).doesNotContain("failed GONE", "failed BROKEN");
    }
  }

  @Test
  void answersFiveHundredWhenTheOwnerFails() throws Exception {
    var desk =
        new Desk(
            _ -> {
              throw new IllegalStateException("on purpose");
            });
    var caller = new Caller();
    try (var server = endpoint(desk);
        var client = endpoint(Desk.answering())) {
      client.call(target(server, "udp"), "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo("rejected 500");
      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void saysThatNobodyIsThere() throws Exception {
    var caller = new Caller();
    try (var client = endpoint(Desk.answering())) {
      client.call("sip:115@127.0.0.1:1;transport=tcp", "1001", Desk.SDP, caller);

      assertThat(caller.nextNote()).startsWith("rejected ");
    }
  }

  @Test
  void callsNothingButSipAddresses() {
    try (var client = endpoint(Desk.answering())) {
      for (String target :
          new String[] {
            "tel:112",
            "sip:1@host\r\nX: y",
            "sip:a b@127.0.0.1",
            "sips:1@127.0.0.1",
            "sip:1@127.0.0.1>"
          }) {
        assertThatThrownBy(() -> client.call(target, "1001", Desk.SDP, new Caller()))
            .as(target)
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> client.call("sip:115@127.0.0.1", "10\r\n01", Desk.SDP, new Caller()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void listensOnEveryAddress(String transport) throws Exception {
    var caller = new Caller();
    var everywhere = SipSettings.on(InetAddress.getByName("0.0.0.0"), 0).advertisedAs("127.0.0.1");
    try (var server = SipEndpoint.start(everywhere, Desk.answering());
        var client = endpoint(Desk.answering())) {
      OutgoingCall call = client.call(target(server, transport), "1001", Desk.SDP, caller);
      assertThat(caller.nextNote()).isEqualTo("answered");

      call.hangUp();

      Eventually.that("no call is left", () -> server.callsActive() == 0);
    }
  }

  @Test
  void saysThatThePortIsTaken() {
    try (var first = endpoint(Desk.answering())) {
      var settings = SipSettings.on(InetAddress.getLoopbackAddress(), first.port());

      assertThatThrownBy(() -> SipEndpoint.start(settings, Desk.answering()))
          .isInstanceOf(SipPortTaken.class)
          .hasMessageContaining(Integer.toString(first.port()))
          .hasCauseInstanceOf(java.net.BindException.class);
    }
  }
}
