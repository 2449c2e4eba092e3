package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.digest.DigestSecret;

/// Telephones register and are called (RFC 3261 10, RFC 3581, RFC 5626).
final class SipRegistrarTest {
  private static final String URI = "sip:127.0.0.1";
  private static final String REALM = "otklik";

  private final AtomicLong leap = new AtomicLong();
  private final Owner owner = new Owner();
  private final SipEndpoint server =
      SipEndpoint.start(
          SipSettings.on(InetAddress.getLoopbackAddress(), 0)
              .timedBy(() -> System.nanoTime() + leap.get())
              .registering(SipRegistrar.of(REALM, owner)),
          new SipEvents() {
            @Override
            public void onInvite(IncomingCall call) {
              call.answer(Desk.SDP);
            }

            @Override
            public void onTransferRefused(InetSocketAddress source, Transport by, boolean ours) {
              owner.log.add("transfer refused " + ours);
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

  /// Knows 101 and 102, whose passwords are their names.
  private static final class Owner implements Phones {
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private volatile boolean broken;

    @Override
    public Optional<DigestSecret> findSecret(String user) {
      if (broken) {
        throw new IllegalStateException("on purpose");
      }
      return List.of("101", "102").contains(user)
          ? Optional.of(DigestSecret.of(user, REALM, "p" + user))
          : Optional.empty();
    }

    @Override
    public void onRefused(String user, InetSocketAddress source) {
      log.add("refused " + user);
    }

    @Override
    public void onRegistered(RegisteredPhone phone) {
      log.add("registered " + phone.contact());
    }

    @Override
    public void onGone(RegisteredPhone phone) {
      log.add("gone " + phone.contact());
    }

    String next() throws InterruptedException {
      String note = log.poll(Desk.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return note == null ? "nothing" : note;
    }
  }

  private static String register(
      String transport, String user, String name, int cseq, String more) {
    return """
    REGISTER %s SIP/2.0
    Via: SIP/2.0/%s 192.0.2.9:7;rport;branch=z9hG4bK%s
    From: <sip:%s@127.0.0.1>;tag=%s
    To: <sip:%s@127.0.0.1>
    Call-ID: %s
    CSeq: %d REGISTER
    %sContent-Length: 0

    """
        .formatted(URI, transport, Wire.unique(), user, name, user, name, cseq, more)
        .formatted();
  }

  private static List<String> challenges(String response) {
    var values = new ArrayList<String>();
    for (String line : response.split("\r\n", -1)) {
      if (line.startsWith("WWW-Authenticate:")) {
        values.add(line.substring(17).strip());
      }
    }
    return values;
  }

  private static String answer(String challenge, String user, String password) {
    return "Authorization: "
        + new DigestAnswers(user, password, REALM, Wire::unique)
            .answer(challenges(challenge), "REGISTER", URI)
            .orElseThrow()
        + "\n";
  }

  /// Registers by UDP, with the password.
  private String register(String name, int cseq, String more) throws IOException {
    wire.send(register("UDP", "101", name, cseq, more));
    String challenge = wire.answer(cseq + " REGISTER");
    assertThat(Wire.code(challenge)).isEqualTo(401);
    wire.send(register("UDP", "101", name, cseq + 1, answer(challenge, "101", "p101") + more));
    return wire.answer(cseq + 1 + " REGISTER");
  }

  @AfterEach
  void stop() {
    wire.close();
    server.close();
  }

  @Test
  void tellsThatATelephoneTriesToMoveACall() throws Exception {
    wire.send(wire.request("REFER", "before", 1, ""));
    assertThat(owner.next()).isEqualTo("transfer refused false");
    register("mover", 1, "Contact: <sip:101@10.0.0.7:5062>\n");
    assertThat(owner.next()).startsWith("registered");

    wire.send(wire.request("REFER", "after", 1, ""));

    assertThat(owner.next()).isEqualTo("transfer refused true");
  }

  @Test
  void asksForThePasswordAndKeepsTheContact() throws Exception {
    String ok =
        register("kept", 1, "Contact: <sip:101@10.0.0.7:5062;ob>;+sip.instance=\"<urn:x>\"\n");

    assertThat(Wire.code(ok)).isEqualTo(200);
    assertThat(Wire.header(ok, "Contact")).isEqualTo("<sip:101@10.0.0.7:5062;ob>;expires=300");
    assertThat(owner.next()).isEqualTo("registered sip:101@10.0.0.7:5062;ob");
    assertThat(server.phones("101"))
        .containsExactly(
            new RegisteredPhone(
                "101",
                "sip:101@10.0.0.7:5062;ob",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), wire.port()),
                Transport.UDP));
    assertThat(server.phones("102")).isEmpty();
  }

  @Test
  void offersShaTwoBeforeMdFive() throws Exception {
    wire.send(register("UDP", "101", "order", 1, ""));

    assertThat(challenges(wire.answer("1 REGISTER")))
        .satisfiesExactly(
            first -> assertThat(first).contains("algorithm=SHA-256"),
            second -> assertThat(second).contains("algorithm=MD5"));
  }

  @Test
  void answersARepeatedRegisterTheSameWay() throws Exception {
    wire.send(register("UDP", "101", "twice", 1, ""));
    String again =
        register(
            "UDP",
            "101",
            "twice",
            2,
            answer(wire.answer("1 REGISTER"), "101", "p101") + "Contact: <sip:101@10.0.0.7>\n");

    wire.send(again);
    assertThat(Wire.code(wire.answer("2 REGISTER"))).isEqualTo(200);
    wire.send(again);
    assertThat(Wire.code(wire.answer("2 REGISTER"))).isEqualTo(200);
  }

  @Test
  void saysStaleWhenAnAnswerIsUsedAgain() throws Exception {
    wire.send(register("UDP", "101", "stale", 1, ""));
    String answer = answer(wire.answer("1 REGISTER"), "101", "p101");
    wire.send(register("UDP", "101", "stale", 2, answer));
    assertThat(Wire.code(wire.answer("2 REGISTER"))).isEqualTo(200);

    wire.send(register("UDP", "101", "stale", 3, answer));

    String again = wire.answer("3 REGISTER");
    assertThat(Wire.code(again)).isEqualTo(401);
    assertThat(challenges(again)).allMatch(challenge -> challenge.endsWith("stale=true"));
  }

  @ParameterizedTest
  @CsvSource({"101, falsch, 401", "103, p103, 401", "102, p102, 403"})
  void registersNobodyElse(String user, String password, int code) throws Exception {
    wire.send(register("UDP", "101", "else", 1, ""));
    String answer = answer(wire.answer("1 REGISTER"), user, password);

    wire.send(register("UDP", "101", "else", 2, answer + "Contact: <sip:1@10.0.0.7>\n"));

    assertThat(Wire.code(wire.answer("2 REGISTER"))).isEqualTo(code);
    assertThat(server.phones("101")).isEmpty();
    if (code == 401) {
      assertThat(owner.next()).isEqualTo("refused 101");
    }
  }

  @Test
  void refusesTimesThatAreTooShortAndCutsThoseThatAreTooLong() throws Exception {
    String brief = register("brief", 1, "Contact: <sip:101@10.0.0.7>;expires=59\n");
    assertThat(Wire.code(brief)).isEqualTo(423);
    assertThat(Wire.header(brief, "Min-Expires")).isEqualTo("60");

    String longer = register("long", 1, "Contact: <sip:101@10.0.0.7>\nExpires: 86400\n");
    assertThat(Wire.header(longer, "Contact")).endsWith(";expires=300");
    String shorter = register("long", 3, "Contact: <sip:101@10.0.0.7>;expires=60\n");
    assertThat(Wire.header(shorter, "Contact")).endsWith(";expires=60");
  }

  @Test
  void forgetsWhatIsNotRefreshed() throws Exception {
    register("old", 1, "Contact: <sip:101@10.0.0.7>;expires=60\n");
    assertThat(owner.next()).isEqualTo("registered sip:101@10.0.0.7");

    leap.set(Duration.ofSeconds(61).toNanos());

    assertThat(server.phones("101")).isEmpty();
    assertThat(owner.next()).isEqualTo("gone sip:101@10.0.0.7");
  }

  @Test
  void forgetsWhoCannotBeReached() throws Exception {
    register("off", 1, "Contact: <sip:101@10.0.0.7>, <sip:101@10.0.0.8>\n");
    assertThat(owner.next()).startsWith("registered");
    assertThat(owner.next()).startsWith("registered");

    server.forget(server.phones("101").getFirst());

    assertThat(owner.next()).isEqualTo("gone sip:101@10.0.0.7");
    assertThat(server.phones("101"))
        .extracting(RegisteredPhone::contact)
        .containsExactly("sip:101@10.0.0.8");
  }

  @Test
  void asksTelephonesHowTheyAreWhereTheyRegisteredFrom() throws Exception {
    register("ask", 1, "Contact: <sip:101@10.0.0.7>;expires=120\n");

    leap.set(Registrar.ASK.toNanos());
    String question = wire.receive(message -> message.startsWith("OPTIONS sip:101@10.0.0.7 "));
    wire.respond(question, "501 Not Implemented");

    leap.set(Registrar.ASK.multipliedBy(2).toNanos());
    wire.receive(message -> message.startsWith("OPTIONS ") && !sameCall(message, question));
    assertThat(server.phones("101")).hasSize(1);
  }

  private static boolean sameCall(String one, String other) {
    return Wire.header(one, "Call-ID").equals(Wire.header(other, "Call-ID"));
  }

  @Test
  void namesTheTelephoneThatRegisteredLastFirst() throws Exception {
    register("home", 1, "Contact: <sip:home@10.0.0.7>;expires=300\n");
    register("desk", 1, "Contact: <sip:desk@10.0.0.8>;expires=120\n");
    register("home", 3, "Contact: <sip:home@10.0.0.7>;expires=300\n");

    assertThat(server.phones("101"))
        .extracting(RegisteredPhone::contact)
        .containsExactly("sip:desk@10.0.0.8", "sip:home@10.0.0.7");
  }

  @Test
  void unregistersOneOrAll() throws Exception {
    register("off", 1, "Contact: <sip:101@10.0.0.7>, <sip:101@10.0.0.8>\n");
    assertThat(server.phones("101")).hasSize(2);

    String one = register("off", 3, "Contact: <sip:101@10.0.0.7>;expires=0\n");
    assertThat(Wire.header(one, "Contact")).startsWith("<sip:101@10.0.0.8>");

    assertThat(Wire.header(register("off", 5, "Contact: *\nExpires: 0\n"), "Contact")).isEmpty();
    assertThat(server.phones("101")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contact: *\n",
        "Contact: *\nExpires: 60\n",
        "Contact: *, <sip:101@10.0.0.7>\nExpires: 0\n",
        "Contact: <tel:101>\n",
        "Contact: <sip:101@10.0.0.7?Replaces=x>\n",
        "Contact: nobody\n"
      })
  void refusesContactsThatCannotBeCalled(String contact) throws Exception {
    assertThat(Wire.code(register("bad", 1, contact))).isEqualTo(400);
    assertThat(server.phones("101")).isEmpty();
  }

  @Test
  void tellsTheContactsWhenNoneIsGiven() throws Exception {
    register("ask", 1, "Contact: <sip:101@10.0.0.7>\n");

    assertThat(Wire.header(register("ask", 3, ""), "Contact")).startsWith("<sip:101@10.0.0.7>");
  }

  @Test
  void doesNotLetAnOlderRegisterWin() throws Exception {
    register("late", 5, "Contact: <sip:101@10.0.0.7>\n");

    String late = register("late", 1, "Contact: <sip:101@10.0.0.7>;expires=0\n");

    assertThat(Wire.code(late)).isEqualTo(500);
    assertThat(server.phones("101")).hasSize(1);
  }

  @Test
  void keepsFewTelephonesOfOneUser() throws Exception {
    for (int i = 0; i <= Bindings.CONTACTS_MAX; i++) {
      leap.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(Wire.code(register("few" + i, 1, "Contact: <sip:%d@10.0.0.7>\n".formatted(i))))
          .isEqualTo(200);
    }

    assertThat(server.phones("101"))
        .extracting(RegisteredPhone::contact)
        .containsExactly("sip:3@10.0.0.7", "sip:2@10.0.0.7", "sip:1@10.0.0.7");
  }

  @Test
  void callsWhereTheTelephoneRegisteredFrom() throws Exception {
    register("call", 1, "Contact: <sip:101@10.0.0.7:5062>\n");
    var caller = new Caller();

    OutgoingCall call = server.call(server.phones("101").getFirst(), "115", Desk.SDP, caller);
    String invite = wire.receive(message -> message.startsWith("INVITE"));
    assertThat(invite).startsWith("INVITE sip:101@10.0.0.7:5062 SIP/2.0");
    wire.send(ok(invite, "Contact: <sip:101@10.0.0.7:5062>\n"));

    assertThat(caller.nextNote()).isEqualTo("answered");
    assertThat(wire.receive(message -> message.startsWith("ACK"))).contains("sip:101@10.0.0.7");
    call.hangUp();
    assertThat(wire.receive(message -> message.startsWith("BYE"))).contains("sip:101@10.0.0.7");
  }

  private static String ok(String request, String more) {
    return """
    SIP/2.0 200 OK
    Via: %s
    From: %s
    To: %s;tag=phone
    Call-ID: %s
    CSeq: %s
    %sContent-Type: application/sdp
    Content-Length: %d

    %s"""
        .formatted(
            Wire.header(request, "Via"),
            Wire.header(request, "From"),
            Wire.header(request, "To"),
            Wire.header(request, "Call-ID"),
            Wire.header(request, "CSeq"),
            more,
            Desk.SDP.length(),
            Desk.SDP);
  }

  @Test
  void callsByTheConnectionAndForgetsThePhoneWithIt() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) Desk.PATIENCE.toMillis());
      send(socket, register("TCP", "101", "flow", 1, ""));
      String answer = answer(read(socket, "\r\n\r\n"), "101", "p101");
      String contact = "Contact: <sip:101@10.0.0.7:9;transport=tcp>\n";
      send(socket, register("TCP", "101", "flow", 2, answer + contact));
      assertThat(read(socket, "\r\n\r\n")).startsWith("SIP/2.0 200");
      assertThat(owner.next()).startsWith("registered");

      var caller = new Caller();
      server.call(server.phones("101").getFirst(), "115", Desk.SDP, caller);
      String invite = read(socket, "m=audio");
      assertThat(invite).startsWith("INVITE sip:101@10.0.0.7:9;transport=tcp SIP/2.0");
      send(socket, ok(invite, contact));
      assertThat(caller.nextNote()).isEqualTo("answered");
      assertThat(read(socket, "\r\n\r\n")).contains("ACK sip:101@10.0.0.7:9");
      send(socket, "\r\n\r\n");
      assertThat(read(socket, "\r\n")).isEqualTo("\r\n");
    }

    assertThat(owner.next()).startsWith("gone");
    assertThat(server.phones("101")).isEmpty();
  }

  @Test
  void asksForPatienceWhilePasswordsCannotBeRead() throws Exception {
    owner.broken = true;

    String busy = register("broken", 1, "Contact: <sip:101@10.0.0.7>\n");

    assertThat(Wire.code(busy)).isEqualTo(503);
    assertThat(Wire.header(busy, "Retry-After")).isNotEmpty();
    owner.broken = false;
    assertThat(Wire.code(register("broken", 3, "Contact: <sip:101@10.0.0.7>\n"))).isEqualTo(200);
  }

  @Test
  void checksOnlySoManyAnswersOfOneSource() throws Exception {
    String guess =
        "Authorization: Digest username=\"101\", realm=\"%s\", nonce=\"n\", uri=\"%s\", response=\"r\", cnonce=\"c\", qop=auth, nc=00000001\n"
            .formatted(REALM, URI);
    for (int i = 0; i < 3 * Admission.REGISTERS_PER_SECOND_PER_SOURCE; i++) {
      wire.send(register("UDP", "101", "guess" + i, 1, guess));
    }

    assertThat(wire.receive(message -> message.startsWith("SIP/2.0 503"))).contains("Retry-After");
  }

  @Test
  void bearsKeepAlivesByUdp() throws Exception {
    long before = server.counters().messages();

    wire.send("\r\n\r\n");
    wire.send(new byte[] {0});

    register("alive", 1, "Contact: <sip:101@10.0.0.7>\n");
    assertThat(server.counters().messages() - before).isLessThanOrEqualTo(3);
    assertThat(server.counters().faults()).isZero();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket
        .getOutputStream()
        .write(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
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
}
