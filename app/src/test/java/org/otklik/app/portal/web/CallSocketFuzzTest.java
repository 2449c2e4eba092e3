package org.otklik.app.portal.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.pages.Texts;
import org.otklik.app.portal.settings.PortalSettings;
import org.otklik.app.telephony.CallId;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.OfferRefused;
import org.otklik.app.telephony.WebCalls;
import org.otklik.app.testing.FakePage;
import org.otklik.app.testing.Unasked;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a stranger sends over the connection of the page for calls is done or refused.
class CallSocketFuzzTest {
  private final CallSocket socket =
      new CallSocket(
          new NoCalls(),
          new Callers(Unasked.of(Citizens.class)),
          Unasked.of(Dispatch.class),
          Unasked.of(Texts.class),
          JsonMapper.shared(),
          new PortalSettings(10, 10, 10, 10));

  static Stream<byte[]> messages() {
    return Stream.of(
            "{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\"}",
            "{\"type\":\"offer\",\"id\":\"1\",\"sdp\":\"v=0\",\"call\":\"00000000-0000-0001-0000-000000000001\"}",
            "{\"type\":\"digit\",\"digit\":\"1\"}",
            "{\"type\":\"hangUp\"}",
            "{\"type\":\"renew\"}",
            "{\"type\":\"digit\"}",
            "{\"type\":\"offer\"}",
            "null",
            "[".repeat(5_000))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("messages")
  @FuzzTest(maxDuration = "3m")
  void doesOrRefusesWhateverThePageSays(byte[] bytes) {
    var page = new FakePage("192.0.2.1", null);
    page.session().getAttributes().put(CallSocket.VISITOR, "visitor");
    socket.afterConnectionEstablished(page.session());

    assertThatCode(
            () ->
                socket.handleTextMessage(page.session(), new TextMessage(new String(bytes, UTF_8))))
        .doesNotThrowAnyException();

    socket.afterConnectionClosed(page.session(), CloseStatus.NORMAL);
  }

  /// Refuses every offer, as a line does that cannot use it.
  private static final class NoCalls implements WebCalls {
    @Override
    public String start(CallId call, Caller caller, String offer, Consumer<Calls.Refusal> refused) {
      throw new OfferRefused("no sound in " + offer.length());
    }

    @Override
    public String resume(CallId call, String offer) {
      throw new OfferRefused("no sound in " + offer.length());
    }

    @Override
    public void digit(CallId call, char digit) {}

    @Override
    public void hangUp(CallId call) {}
  }
}
