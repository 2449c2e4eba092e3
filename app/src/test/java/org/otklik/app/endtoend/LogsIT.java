package org.otklik.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.testing.Await;
import org.otklik.app.testing.Browser;
import org.otklik.app.testing.Http;
import org.otklik.app.testing.Microphone;

/// What logs and figures say about a call, and what they must never say.
class LogsIT {
  private static final String NUMBER = "+74951234501";
  private static final String NOTE = "Маркер-в-записи оператора";
  private static final String WRONG_USER = "marker-user-name";
  private static final String WRONG_PASSWORD = "marker-password";
  private static final String MALFORMED = "marker-malformed";

  /// Citizens of the demonstration whose number calls, the telephone's display name, and what is
  /// planted here.
  private static final List<String> PERSONAL =
      List.of(
          "4951234501",
          "Смирнова",
          "Ольга",
          "Zolotareva",
          NOTE,
          WRONG_USER,
          WRONG_PASSWORD,
          MALFORMED);

  private static final Pattern LINE_OF_CONTACT =
      Pattern.compile("\"message\":\"([^\"]*)\".*?\"contact\":\"([0-9a-f-]{36})\"");

  @TempDir private Path folder;

  @Test
  void aCallIsFollowedByOneIdAndNothingPersonalIsSaid() throws IOException {
    try (var centre = Centre.start(folder.resolve("data"));
        var browser = Browser.start(Microphone.hearing(440, folder))) {
      var http = new Http(centre.httpPort());
      http.signIn(WRONG_USER, WRONG_PASSWORD);
      sendMalformed(centre);
      var callers = new Callers(folder, centre, 1000);
      try (var desk = DeskPage.open(browser, centre, "operator1").ready();
          var phone = callers.queued(NUMBER, Duration.ofMinutes(2))) {
        desk.accept();
        desk.act("hang-up");
        assertThat(phone.verdict()).isZero();
        desk.finish(NOTE);
      }
      Await.until(
          "the contact is closed in the log",
          Duration.ofSeconds(10),
          () -> centre.log().contains("contact closed"));

      assertThat(byContact(centre.log()))
          .hasSize(1)
          .allSatisfy(
              (_, messages) ->
                  assertThat(messages)
                      .contains(
                          "call arrived",
                          "contact accepted: passport",
                          "call ended cause=CENTRE",
                          "contact closed: TALKED")
                      .anyMatch(message -> message.startsWith("contact talk started"))
                      .anyMatch(message -> message.startsWith("contact talk ended")));
      http.signIn("admin1", DemoAccounts.PASSWORD);
      var figures = http.get("/actuator/prometheus", Map.of("Accept", "*/*"));
      assertThat(figures.status()).isEqualTo(200);
      assertThat(figures.body())
          .contains(
              "otklik_sip_calls_in_calls_total 1.0", "otklik_sip_malformed_messages_total 1.0")
          .doesNotContain(PERSONAL);
      assertThat(centre.log()).doesNotContain(PERSONAL);
    }
  }

  private static Map<String, List<String>> byContact(String log) {
    return LINE_OF_CONTACT
        .matcher(log)
        .results()
        .collect(
            Collectors.groupingBy(
                line -> line.group(2), Collectors.mapping(LogsIT::message, Collectors.toList())));
  }

  private static String message(MatchResult line) {
    return line.group(1);
  }

  private static void sendMalformed(Centre centre) throws IOException {
    var bytes =
        """
        INVITE sip:115@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKmarker-malformed
        From: marker-malformed <<sip:marker-malformed@@>>
        To: <sip:115@127.0.0.1>
        Call-ID: marker-malformed
        CSeq: marker-malformed INVITE

        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    try (var socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getLoopbackAddress(), centre.sipPort()));
    }
  }
}
