package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.digest.DigestChallenges;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.digest.DigestVerdict;

/// Calls of ours by a trunk that wants to know who we are.
final class SipTrunkTest {
  /// By then a request by UDP would have come again.
  private static final Duration REPEATED = Duration.ofMillis(700);

  private static final String REALM = "trunk.example";
  private static final SipIdentity CENTRE =
      SipIdentity.of("+74950000115")
          .in(REALM)
          .provenBy(new DigestAnswers("centre", "secret", REALM, Wire::unique));

  private final DigestChallenges challenges = new DigestChallenges(REALM, new SecureRandom(), 0);
  private final SipEndpoint server =
      SipEndpoint.start(SipSettings.on(InetAddress.getLoopbackAddress(), 0), Desk.answering());
  private final Wire trunk = trunk();
  private final Caller caller = new Caller();
  private final BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
  private final BlockingQueue<RegistrationAnswer> answers = new LinkedBlockingQueue<>();

  private Wire trunk() {
    try {
      return new Wire(server.port());
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private String target() {
    return "sip:+79990000000@127.0.0.1:" + trunk.port();
  }

  private String request(String method, int cseq) throws IOException {
    return trunk.receive(
        message ->
            message.startsWith(method + " ")
                && Wire.header(message, "CSeq").equals(cseq + " " + method));
  }

  private void answer(String request, String status, String more) throws IOException {
    answerAs("trunk", request, status, more);
  }

  private void answerAs(String tag, String request, String status, String more) throws IOException {
    boolean session = status.startsWith("200") && request.startsWith("INVITE");
    trunk.send(
        """
        SIP/2.0 %s
        Via: %s
        From: %s
        To: %s
        Call-ID: %s
        CSeq: %s
        Contact: <sip:trunk@127.0.0.1:%d>
        %sContent-Length: %d

        %s"""
            .formatted(
                status,
                Wire.header(request, "Via"),
                Wire.header(request, "From"),
                Wire.tag(request).isEmpty()
                    ? Wire.header(request, "To") + ";tag=" + tag
                    : Wire.header(request, "To"),
                Wire.header(request, "Call-ID"),
                Wire.header(request, "CSeq"),
                trunk.port(),
                more + (session ? "Content-Type: application/sdp\n" : ""),
                session ? Desk.SDP.length() : 0,
                session ? Desk.SDP.replace("\r\n", "\n") : ""));
  }

  private void challenge(String request, int code) throws IOException {
    var lines = new StringBuilder();
    for (String challenge : challenges.challenge(false, 0)) {
      lines
          .append(code == 407 ? "Proxy-Authenticate: " : "WWW-Authenticate: ")
          .append(challenge)
          .append('\n');
    }
    answer(request, code + " Who Are You", lines.toString());
  }

  private DigestVerdict verdict(String request, String header) {
    return challenges.check(
        List.of(Wire.header(request, header)),
        request.substring(0, request.indexOf(' ')),
        request.split(" ", 3)[1],
        user -> Optional.of(secret(user)),
        0);
  }

  private RegistrationAnswer told() throws InterruptedException {
    return Optional.ofNullable(answers.poll(Desk.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .orElseThrow();
  }

  private int code() throws InterruptedException {
    Integer code = codes.poll(Desk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return code == null ? 0 : code;
  }

  @AfterEach
  void stop() {
    assertThat(server.counters().faults()).isZero();
    trunk.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"401, Authorization", "407, Proxy-Authorization"})
  void provesItselfInCallAndInTheEnd(int code, String header) throws Exception {
    OutgoingCall call = server.call(target(), CENTRE, Desk.SDP, caller);
    String first = request("INVITE", 1);
    assertThat(Wire.header(first, header)).isEmpty();
    challenge(first, code);
    assertThat(request("ACK", 1)).contains("CSeq: 1 ACK");

    String second = request("INVITE", 2);
    assertThat(verdict(second, header)).isEqualTo(new DigestVerdict.Proven("centre"));
    assertThat(Wire.header(second, "Call-ID")).isEqualTo(Wire.header(first, "Call-ID"));
    assertThat(Wire.header(second, "From")).isEqualTo(Wire.header(first, "From"));
    assertThat(Wire.header(second, "Via")).isNotEqualTo(Wire.header(first, "Via"));
    assertThat(second).contains("m=audio");
    answer(second, "200 OK", "");
    assertThat(caller.nextNote()).isEqualTo("answered");
    assertThat(Wire.header(request("ACK", 2), header)).isEqualTo(Wire.header(second, header));

    call.reinvite(Desk.SDP);
    challenge(request("INVITE", 3), code);
    String change = request("INVITE", 4);
    assertThat(verdict(change, header)).isEqualTo(new DigestVerdict.Proven("centre"));
    assertThat(change).contains("m=audio");
    answer(change, "200 OK", "");
    assertThat(caller.nextNote()).startsWith("change answered");

    call.hangUp();
    challenge(request("BYE", 5), code);
    String bye = request("BYE", 6);
    assertThat(verdict(bye, header)).isEqualTo(new DigestVerdict.Proven("centre"));
    answer(bye, "200 OK", "");
  }

  @ParameterizedTest
  @CsvSource({"secret, answered", "wrong, rejected 401"})
  void asksACallerForAPassword(String password, String result) throws Exception {
    var desk =
        new Desk(
            call -> {
              switch (call.check(challenges, user -> Optional.of(secret(user)))) {
                case DigestVerdict.Proven(_) -> call.answer(Desk.SDP);
                case DigestVerdict.Stale(_) -> call.challenge(challenges, true);
                case DigestVerdict.Missing(), DigestVerdict.Wrong() ->
                    call.challenge(challenges, false);
                case DigestVerdict.Malformed() -> call.reject(400, "Bad", Map.of());
              }
            });
    try (var called =
        SipEndpoint.start(
            SipSettings.on(InetAddress.getLoopbackAddress(), 0).timedBy(() -> 0), desk)) {
      var from =
          SipIdentity.of("101")
              .provenBy(new DigestAnswers("centre", password, REALM, Wire::unique));
      server.call("sip:115@127.0.0.1:" + called.port(), from, Desk.SDP, caller);

      assertThat(caller.nextNote()).isEqualTo(result);
      assertThat(called.counters().callsIn()).isEqualTo(2);
      Eventually.that(
          "refused calls are over",
          () -> called.callsActive() == (password.equals("secret") ? 1 : 0));
    }
  }

  private static DigestSecret secret(String user) {
    return DigestSecret.of(user, REALM, "secret");
  }

  @Test
  void doesNotTryAPasswordTwice() throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);
    challenge(request("INVITE", 1), 401);
    challenge(request("INVITE", 2), 401);

    assertThat(caller.nextNote()).isEqualTo("rejected 401");
  }

  @Test
  void tellsNoPasswordToStrangers() throws Exception {
    var other = SipIdentity.of("115").provenBy(new DigestAnswers("c", "s", "ours", () -> "c"));
    server.call(target(), other, Desk.SDP, caller);
    challenge(request("INVITE", 1), 401);

    assertThat(caller.nextNote()).isEqualTo("rejected 401");
  }

  @Test
  void presentsItselfAsTheTrunkWants() throws Exception {
    server.call(target(), CENTRE.asserting("+74950000116"), Desk.SDP, caller);

    String invite = request("INVITE", 1);

    assertThat(Wire.header(invite, "From")).startsWith("<sip:+74950000115@trunk.example>;tag=");
    assertThat(Wire.header(invite, "P-Asserted-Identity"))
        .isEqualTo("<sip:+74950000116@trunk.example>");
    assertThat(Wire.header(invite, "Session-Expires")).isEqualTo("1800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"301 Moved", "302 Moved Temporarily", "305 Use Proxy", "380 Other"})
  void followsNoRedirection(String status) throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);

    answer(request("INVITE", 1), status, "");

    String code = status.substring(0, 3);
    assertThat(caller.nextNote()).isEqualTo("rejected %s", code);
    assertThat(trunk.receive(message -> !message.isEmpty())).startsWith("ACK");
    assertThat(trunk.next(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void asksForALongerSessionWhenTheTrunkWantsOne() throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);
    answer(request("INVITE", 1), "422 Session Interval Too Small", "Min-SE: 3600\n");

    String again = request("INVITE", 2);

    assertThat(Wire.header(again, "Session-Expires")).isEqualTo("3600");
    answer(again, "486 Busy Here", "");
    assertThat(caller.nextNote()).isEqualTo("rejected 486");
  }

  @Test
  void doesNotCallAgainWhenItGaveUp() throws Exception {
    OutgoingCall call = server.call(target(), CENTRE, Desk.SDP, caller);
    String invite = request("INVITE", 1);
    answer(invite, "180 Ringing", "");
    assertThat(caller.nextNote()).isEqualTo("provisional 180");
    call.cancel();
    answer(request("CANCEL", 1), "200 OK", "");

    challenge(invite, 401);

    assertThat(caller.nextNote()).startsWith("rejected");
    assertThat(trunk.receive(message -> message.startsWith("ACK"))).isNotEmpty();
    assertThat(trunk.next(Duration.ofMillis(300))).doesNotStartWith("INVITE");
  }

  @Test
  void acknowledgesEachRepetitionOfTheAnswer() throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);
    String invite = request("INVITE", 1);
    answer(invite, "200 OK", "");
    String ack = request("ACK", 1);

    answer(invite, "200 OK", "");

    assertThat(Wire.tag(request("ACK", 1))).isEqualTo(Wire.tag(ack));
    assertThat(caller.nextNote()).isEqualTo("answered");
    assertThat(trunk.next(Duration.ofMillis(300))).isEmpty();
    assertThat(caller.quiet()).isTrue();
  }

  @Test
  void hangsUpOnASecondWhoTakesTheSameCall() throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);
    String invite = request("INVITE", 1);
    answer(invite, "200 OK", "");
    assertThat(caller.nextNote()).isEqualTo("answered");

    var heard = new ArrayList<String>();
    for (int tries = 0; tries < 30 && heard.stream().noneMatch(SipTrunkTest::bye); tries++) {
      answerAs("second", invite, "200 OK", ""); // until it is acknowledged
      String message = trunk.next(Duration.ofMillis(500));
      if (Wire.tag(message).equals("second")) {
        heard.add(message);
      }
    }

    assertThat(heard.getFirst()).startsWith("ACK ");
    assertThat(heard.getLast()).startsWith("BYE ");
    assertThat(caller.quiet()).isTrue();
  }

  private static boolean bye(String message) {
    return message.startsWith("BYE ");
  }

  /// An answer to a call of ours may be a second one; one to nothing at all is not even answered.
  @Test
  void doesNotListenToAnswersToNothing() throws Exception {
    server.call(target(), CENTRE, Desk.SDP, caller);
    String invite = request("INVITE", 1);
    answer(invite, "200 OK", "");
    assertThat(caller.nextNote()).isEqualTo("answered");
    request("ACK", 1);

    answerAs("x", invite.replace(Wire.header(invite, "Call-ID"), "never-called"), "200 OK", "");
    answerAs("x", invite.replace(";tag=", ";tag=0"), "200 OK", "");

    assertThat(trunk.next(Duration.ofMillis(500))).isEmpty();
    assertThat(caller.quiet()).isTrue();
  }

  @Test
  void hangsUpOnWhoTakesTheCallWhileItGivesUp() throws Exception {
    OutgoingCall call = server.call(target(), CENTRE, Desk.SDP, caller);
    String invite = request("INVITE", 1);
    answer(invite, "180 Ringing", "");
    assertThat(caller.nextNote()).isEqualTo("provisional 180");
    call.cancel();
    answer(request("CANCEL", 1), "200 OK", "");

    answer(invite, "200 OK", "");

    assertThat(request("ACK", 1)).isNotEmpty();
    answer(trunk.receive(message -> message.startsWith("BYE ")), "200 OK", "");
    assertThat(caller.nextNote()).isEqualTo("rejected 487");
  }

  @Test
  void asksHowATrunkIs() throws Exception {
    server.ping("sip:127.0.0.1:" + trunk.port(), CENTRE, codes::add);
    challenge(request("OPTIONS", 1), 401);
    String again = request("OPTIONS", 2);
    assertThat(verdict(again, "Authorization")).isEqualTo(new DigestVerdict.Proven("centre"));
    answer(again, "200 OK", "");

    assertThat(code()).isEqualTo(200);
  }

  @Test
  void noticesThatATrunkIsNotThere() throws Exception {
    server.ping("sip:127.0.0.1:1;transport=tcp", CENTRE, codes::add);

    assertThat(code()).isEqualTo(503);
  }

  @Test
  void registersWithATrunkAndAgainInTheSameCall() throws Exception {
    String registrar = "sip:127.0.0.1:" + trunk.port();
    Registration registration = server.registration(registrar, CENTRE);
    registration.register(Duration.ofMinutes(10), answers::add);
    String first = request("REGISTER", 1);
    challenge(first, 401);
    String proven = request("REGISTER", 2);

    assertThat(proven).startsWith("REGISTER " + registrar + " SIP/2.0");
    assertThat(Wire.header(proven, "To")).isEqualTo("<sip:+74950000115@trunk.example>");
    assertThat(Wire.header(proven, "Contact"))
        .isEqualTo("<sip:+74950000115@127.0.0.1:%d>".formatted(server.port()));
    assertThat(Wire.header(proven, "Expires")).isEqualTo("600");
    assertThat(verdict(proven, "Authorization")).isEqualTo(new DigestVerdict.Proven("centre"));
    answer(proven, "200 OK", "Expires: 50\n");
    assertThat(told()).isEqualTo(new RegistrationAnswer.Registered(Duration.ofSeconds(50)));

    registration.register(Duration.ZERO, answers::add);
    String again = request("REGISTER", 3);
    assertThat(Wire.header(again, "Call-ID")).isEqualTo(Wire.header(first, "Call-ID"));
    assertThat(Wire.header(again, "Expires")).isEqualTo("0");
  }

  @Test
  void readsWhatTheRegistrarGrantsToUsAndNotToOthers() throws Exception {
    server
        .registration("sip:127.0.0.1:" + trunk.port(), CENTRE)
        .register(Duration.ofMinutes(10), answers::add);

    answer(
        request("REGISTER", 1),
        "200 OK",
        """
        Contact: <sip:+74950000115@192.0.2.1:5060>;expires=9, \
        <sip:+74950000115@127.0.0.1:%d>;expires=1800
        Expires: 3
        """
            .formatted(server.port()));

    assertThat(told()).isEqualTo(new RegistrationAnswer.Registered(Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @CsvSource({
    "'<sip:x@198.51.100.7:1>;expires=120', PT2M",
    "'<sip:x@198.51.100.7:1>;expires=120, <sip:x@198.51.100.8>;expires=90', PT1M30S",
    "<sip:x@198.51.100.7:1>;expires=999999999, PT24H"
  })
  void readsWhatIsGrantedToAnAddressThatTheRegistrarRewrote(String contact, Duration granted)
      throws Exception {
    server
        .registration("sip:127.0.0.1:" + trunk.port(), CENTRE)
        .register(Duration.ofMinutes(10), answers::add);

    answer(request("REGISTER", 1), "200 OK", "Contact: " + contact + "\n");

    assertThat(told()).isEqualTo(new RegistrationAnswer.Registered(granted));
  }

  @Test
  void provesItselfToTheProxyAndTheRegistrarBehindItAndNotWithoutEnd() throws Exception {
    server
        .registration("sip:127.0.0.1:" + trunk.port(), CENTRE)
        .register(Duration.ofMinutes(10), answers::add);
    challenge(request("REGISTER", 1), 407);
    challenge(request("REGISTER", 2), 401);
    String both = request("REGISTER", 3);
    assertThat(verdict(both, "Authorization")).isEqualTo(new DigestVerdict.Proven("centre"));
    assertThat(verdict(both, "Proxy-Authorization")).isEqualTo(new DigestVerdict.Proven("centre"));

    challenge(both, 407);

    assertThat(told()).isEqualTo(new RegistrationAnswer.Refused(407, Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "423 Interval Too Brief, Min-Expires: 3600, TooBrief[wanted=PT1H]",
    "423 Interval Too Brief, X: y, TooBrief[wanted=PT0S]",
    "403 Forbidden, X: y, 'Refused[code=403, retryAfter=PT0S]'",
    "503 Busy, Retry-After: 120 (in maintenance), 'Refused[code=503, retryAfter=PT2M]'"
  })
  void saysWhyATrunkDoesNotRegisterUs(String status, String line, String read) throws Exception {
    server
        .registration("sip:127.0.0.1:" + trunk.port(), CENTRE)
        .register(Duration.ofMinutes(1), answers::add);

    answer(request("REGISTER", 1), status, line + "\n");

    assertThat(told()).hasToString(read);
  }

  @Test
  void endsARegistrationForGoodAlsoWhileOneIsAskedFor() throws Exception {
    Registration registration = server.registration("sip:127.0.0.1:" + trunk.port(), CENTRE);
    registration.register(Duration.ofMinutes(10), answers::add);
    String refresh = request("REGISTER", 1);

    registration.end(answers::add);
    String end = request("REGISTER", 2);
    assertThat(Wire.header(end, "Expires")).isEqualTo("0");
    challenge(refresh, 401);
    answer(end, "200 OK", "");

    assertThat(told()).isEqualTo(new RegistrationAnswer.Registered(Duration.ZERO));
    registration.register(Duration.ofMinutes(10), answers::add);
    assertThat(told()).isEqualTo(new RegistrationAnswer.Refused(503, Duration.ZERO));
    assertThat(Wire.header(trunk.next(REPEATED), "CSeq")).isIn("", "2 REGISTER");
  }

  @Test
  void registersNowhereWithoutADomainOrARegistrar() throws Exception {
    assertThatThrownBy(() -> server.registration("sip:127.0.0.1", SipIdentity.of("1")))
        .isInstanceOf(IllegalArgumentException.class);

    server.registration("sip:nobody.invalid", CENTRE).register(Duration.ofMinutes(1), answers::add);

    assertThat(told()).isEqualTo(new RegistrationAnswer.Refused(503, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a@b", "a>", "", "a\r\nX: y"})
  void presentsNothingThatIsNoAddress(String text) {
    assertThatThrownBy(() -> SipIdentity.of(text)).isInstanceOf(IllegalArgumentException.class);
    if (!text.isEmpty()) {
      assertThatThrownBy(() -> CENTRE.in(text)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> CENTRE.asserting(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
