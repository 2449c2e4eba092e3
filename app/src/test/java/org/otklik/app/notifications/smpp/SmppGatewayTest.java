package org.otklik.app.notifications.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.otklik.app.notifications.sending.NotificationParts.CALLBACK;
import static org.otklik.app.notifications.sending.NotificationParts.OLGA;
import static org.otklik.app.notifications.sending.NotificationParts.SOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeDelivered;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.ReplyCommand;
import org.otklik.app.notifications.ReplyReceived;
import org.otklik.app.notifications.sending.NotificationParts;
import org.otklik.app.notifications.settings.SmsSettings;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.HostCertificate;
import org.otklik.app.testing.TestDatabase;

/// The gateway against the library's own server side, over TCP.
class SmppGatewayTest {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String OLGAS_ADDRESS = "79161234501";
  private static final byte PLAIN = 0;

  private final NotificationParts parts = new NotificationParts(DATABASE);
  private SmppServer server;
  private SmppGateway gateway;
  private NotificationParts.Running loops;

  @BeforeEach
  void start() throws IOException {
    server = new SmppServer();
    gateway = gateway("127.0.0.1", server, false, "");
    loops = parts.running(gateway);
  }

  @AfterEach
  void stop() throws IOException {
    loops.close();
    gateway.stop();
    server.close();
  }

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void sendsRussianInUcs2WithReferenceReceiptAndValidity() {
    gateway.start();
    var id = send("a");
    awaitStatus(id, NoticeStatus.SENT);

    assertThat(server.binds).containsExactly("BIND_TRX otklik secret");
    var message = server.submitted.getFirst();
    assertThat(message.getDataCoding()).isEqualTo(Alphabets.UCS2);
    assertThat(new String(message.getShortMessage(), StandardCharsets.UTF_16BE))
        .isEqualTo(parts.notice(id).text());
    assertThat(message.getDestAddress()).isEqualTo(OLGAS_ADDRESS);
    assertThat(message.getDestAddrTon()).isEqualTo((byte) 1);
    assertThat(message.getSourceAddr()).isEqualTo("115");
    assertThat(message.getRegisteredDelivery()).isEqualTo((byte) 1);
    assertThat(message.getValidityPeriod()).isEqualTo("000001000000000R");
    assertThat(reference(message)).isEqualTo((short) id.value().getLeastSignificantBits());
    assertThat(parts.notice(id).proof().gatewayId()).isEqualTo("1");
  }

  @Test
  void sendsEnglishInTheDefaultAlphabetAndALongNoticeAsOne() {
    gateway.start();
    var id =
        parts
            .notifications(gateway)
            .send(
                new NewNotice(
                    "long",
                    NoticeTemplate.MESSAGE_ANSWER,
                    Language.EN,
                    OLGA,
                    Map.of("day", "31.12", "answer", "It's [ready]. ".repeat(30)),
                    parts.tomorrow(),
                    null));
    awaitStatus(id, NoticeStatus.SENT);

    assertThat(server.submitted).hasSize(1);
    var message = server.submitted.getFirst();
    var payload = message.getOptionalParameter(OptionalParameter.Message_payload.class);
    assertThat(message.getDataCoding()).isEqualTo(Alphabets.DEFAULT);
    assertThat(message.getShortMessage()).isNullOrEmpty();
    assertThat(Alphabets.text(Alphabets.DEFAULT, payload.getValue()))
        .isEqualTo(parts.notice(id).text());
  }

  @Test
  void aReceiptInTheTextSaysThatItHasArrived() throws Exception {
    gateway.start();
    var id = send("a");
    awaitStatus(id, NoticeStatus.SENT);

    receipt(
        "id:1 sub:001 dlvrd:000 submit date:2603101200 done date:2603101200 stat:ENROUTE err:0");
    receipt(
        "id:1 sub:001 dlvrd:001 submit date:2603101200 done date:2603101201 stat:DELIVRD err:0");

    awaitStatus(id, NoticeStatus.DELIVERED);
    Await.until(
        "it is told",
        SOON,
        () -> parts.told().stream().anyMatch(NoticeDelivered.class::isInstance));
  }

  @Test
  void aReceiptByParametersSaysThatItHasFailed() throws Exception {
    server.ids = _ -> "7F00";
    gateway.start();
    var id = send("a");
    awaitStatus(id, NoticeStatus.SENT);

    server.deliver(
        OLGAS_ADDRESS,
        PLAIN,
        Alphabets.DEFAULT,
        new byte[0],
        new OptionalParameter.Receipted_message_id("32512"), // what was 7F00 in the answer
        new OptionalParameter.Message_state((byte) 5));

    awaitStatus(id, NoticeStatus.FAILED);
    assertThat(parts.notice(id).proof().reason()).isEqualTo("UNDELIV");
  }

  @Test
  void whatIsThrottledWaitsAndIsSent() {
    server.answer = _ -> server.submitted.size() < 2 ? Statuses.THROTTLED : SmppServer.OK;
    gateway.start();

    var id = send("a");

    awaitStatus(id, NoticeStatus.SENT);
    assertThat(server.submitted).hasSize(2);
    assertThat(parts.notice(id).proof().attempts()).isEqualTo(1);
  }

  @Test
  void aNumberThatTheGatewayDoesNotTakeFailsAtOnce() {
    server.answer = _ -> 0x0b; // invalid destination
    gateway.start();

    var id = send("a");

    awaitStatus(id, NoticeStatus.FAILED);
    assertThat(parts.notice(id).proof().reason()).isEqualTo("smpp-0x0000000b");
    assertThat(server.submitted).hasSize(1);
  }

  @Test
  void aTroubleThatMayPassIsTriedAgainLater() {
    server.answer = _ -> server.submitted.size() < 2 ? Statuses.SYSTEM_ERROR : SmppServer.OK;
    gateway.start();
    var id = send("a");
    awaitReason(id);

    parts.clock.advance(Duration.ofSeconds(7));

    awaitStatus(id, NoticeStatus.SENT);
    assertThat(parts.notice(id).proof().attempts()).isEqualTo(2);
    assertThat(parts.notice(id).proof().unanswered()).isZero();
  }

  @Test
  void waitsUntilTheGatewayLetsUsIn() {
    server.bindStatus = 0x0d; // bind failed
    gateway.start();
    var id = send("a");
    Await.until("we were refused", SOON, () -> !server.binds.isEmpty());
    assertThat(gateway.isReady()).isFalse();
    assertThat(parts.notice(id).status()).isEqualTo(NoticeStatus.WAITING);

    server.bindStatus = SmppServer.OK;

    awaitStatus(id, NoticeStatus.SENT);
    assertThat(parts.notice(id).proof().attempts()).isEqualTo(1);
  }

  /// The gateway has taken it, and the connection ends before its answer: it comes again, and a
  /// gateway that knows the reference has it once.
  @Test
  void whatWasUnderWayWhenTheConnectionBrokeIsNeitherLostNorDoubled() {
    server.answer = _ -> server.submitted.size() < 2 ? SmppServer.DROP : SmppServer.OK;
    gateway.start();
    var id = send("a");
    awaitReason(id);

    parts.clock.advance(Duration.ofSeconds(7));

    awaitStatus(id, NoticeStatus.SENT);
    assertThat(server.submitted).hasSize(2);
    assertThat(server.submitted.stream().map(SmppGatewayTest::reference).distinct()).hasSize(1);
    assertThat(parts.notice(id).proof().unanswered()).isEqualTo(1);
  }

  @Test
  void comesBackWhenTheConnectionIsLost() {
    gateway.start();
    Await.until("connected", SOON, () -> server.connected() == 1);

    server.drop();
    Await.until("connected again", SOON, () -> server.connected() == 1 && gateway.isReady());

    awaitStatus(send("a"), NoticeStatus.SENT);
  }

  @Test
  void anAnswerInAnyAlphabetIsHeard() throws Exception {
    gateway.start();
    awaitStatus(send("a"), NoticeStatus.SENT);

    server.deliver(OLGAS_ADDRESS, PLAIN, Alphabets.UCS2, utf16("Перенос."));
    server.deliver(OLGAS_ADDRESS, PLAIN, Alphabets.DEFAULT, ascii("Cancel"));
    server.deliver(
        "+" + OLGAS_ADDRESS,
        SmppServer.WITH_HEADER,
        Alphabets.UCS2,
        utf16("\u0500\u0301\u0201ДА")); // six octets: part one of two

    Await.until("all are told", SOON, () -> replies() == 3);
    assertThat(parts.told())
        .contains(
            reply(ReplyCommand.MOVE, "Перенос."),
            reply(ReplyCommand.CANCEL, "Cancel"),
            reply(ReplyCommand.YES, "ДА"));
  }

  @Test
  void whatCannotBeKeptIsToComeAgain() {
    gateway.start();
    Await.until("connected", SOON, () -> server.connected() == 1);
    parts.db.sql("alter table notifications.reply rename to away").update();

    try {
      assertThatThrownBy(() -> server.deliver(OLGAS_ADDRESS, PLAIN, Alphabets.UCS2, utf16("да")))
          .isInstanceOfSatisfying(
              NegativeResponseException.class,
              refused ->
                  assertThat(refused.getCommandStatus()).isEqualTo(Statuses.APPLICATION_NOT_NOW));
    } finally {
      parts.db.sql("alter table notifications.away rename to reply").update();
    }
  }

  @Test
  void overTlsOnlyTheGatewayOfThatNameIsTrusted(@TempDir Path folder) throws IOException {
    var certificate = HostCertificate.of("localhost");
    var trusted = certificate.write(folder.resolve("ca.pem")).toString();
    try (var encrypted = new SmppServer(certificate.server().getServerSocketFactory())) {
      var stranger = new SmppSessions(settings("localhost", encrypted.port(), true, ""));
      var otherName = new SmppSessions(settings("127.0.0.1", encrypted.port(), true, trusted));
      var right = gateway("localhost", encrypted, true, trusted);

      assertThatThrownBy(() -> open(stranger)).hasStackTraceContaining("PKIX");
      assertThatThrownBy(() -> open(otherName)).hasStackTraceContaining("127.0.0.1");
      assertThat(encrypted.binds).isEmpty();
      try {
        right.start();
        Await.until("connected", SOON, right::isReady);
      } finally {
        right.stop();
      }
    }
  }

  private void open(SmppSessions sessions) throws IOException {
    sessions.open(new SmppInbound(parts.inbox()), (_, _, _) -> {}).close();
  }

  private SmppGateway gateway(String host, SmppServer to, boolean tls, String certificate) {
    return new SmppGateway(
        NotificationParts.settings(
            settings(host, to.port(), tls, certificate), NotificationParts.noMail()),
        parts.inbox(),
        parts.clock);
  }

  private static SmsSettings settings(String host, int port, boolean tls, String certificate) {
    return new SmsSettings(host, port, tls, certificate, "otklik", "secret", "", "115", 100, 10);
  }

  private NoticeId send(String key) {
    return parts.notifications(gateway).send(parts.question(key));
  }

  private void awaitStatus(NoticeId id, NoticeStatus status) {
    Await.until("the notice is " + status, SOON, () -> parts.notice(id).status() == status);
  }

  /// Until an attempt has ended without the notice being sent.
  private void awaitReason(NoticeId id) {
    Await.until("an attempt is over", SOON, () -> parts.notice(id).proof().reason() != null);
  }

  private void receipt(String text)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    server.deliver(OLGAS_ADDRESS, SmppServer.RECEIPT, Alphabets.DEFAULT, ascii(text));
  }

  private ReplyReceived reply(ReplyCommand command, String text) {
    return new ReplyReceived("+" + OLGAS_ADDRESS, command, text, CALLBACK, parts.clock.instant());
  }

  private long replies() {
    return parts.told().stream().filter(ReplyReceived.class::isInstance).count();
  }

  private static byte[] utf16(String text) {
    return text.getBytes(StandardCharsets.UTF_16BE);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static short reference(SubmitSm message) {
    return message.getOptionalParameter(OptionalParameter.User_message_reference.class).getValue();
  }
}
