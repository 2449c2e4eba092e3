package org.otklik.app.portal.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.app.access.OpenToAll;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.pages.MicrophoneKeeper;
import org.otklik.app.pages.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/// The page from which a citizen calls by the browser's microphone.
@Controller
@OpenToAll
final class CallController {

  /// Remembers the browser for the place in the queue, and for nothing else.
  private static final String VISITOR = "otklik-visitor";

  /// 128 random bits in hexadecimal digits.
  private static final String TOKEN = "[0-9a-f]{32}";

  private static final Duration REMEMBERED = Duration.ofDays(1);

  /// Sentences of the page's script: each is the text `portal.call.` + its name.
  private static final List<String> SCRIPT =
      List.of(
          "idle",
          "connecting",
          "listening",
          "waiting",
          "talking",
          "lost",
          "ended.CITIZEN",
          "ended.CENTRE",
          "ended.LINE_LOST",
          "ended.STOPPED",
          "problem.dismissed",
          "problem.missing",
          "problem.busy",
          "problem.insecure",
          "problem.late",
          "problem.failed",
          "problem.refused",
          "problem.line-busy",
          "problem.line-unknown",
          "problem.stopping",
          "problem.too-many-pages",
          "problem.too-many-calls",
          "mute",
          "unmute");

  private final JsonMapper json;
  private final Dispatch dispatch;
  private final SecureRandom random = new SecureRandom();

  CallController(JsonMapper json, Dispatch dispatch) {
    this.json = json;
    this.dispatch = dispatch;
  }

  @GetMapping("/call")
  String call(Page page, Model model, HttpServletRequest request, HttpServletResponse response) {
    if (findVisitor(request).filter(visitor -> visitor.matches(TOKEN)).isEmpty()) {
      response.addHeader(HttpHeaders.SET_COOKIE, remember(request.isSecure()).toString());
    }
    model.addAttribute("texts", json.writeValueAsString(texts(page)));
    return "portal/call";
  }

  /// The browser's token, if it has one for this scheme.
  static Optional<String> findVisitor(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, cookieName(request.isSecure())))
        .map(Cookie::getValue);
  }

  /// Browsers do not let HTTP change a cookie that came over HTTPS: each has its own.
  private static String cookieName(boolean secure) {
    return secure ? "__Secure-" + VISITOR : VISITOR;
  }

  private ResponseCookie remember(boolean secure) {
    var token = new byte[16];
    random.nextBytes(token);
    return ResponseCookie.from(cookieName(secure), HexFormat.of().formatHex(token))
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/call")
        .maxAge(REMEMBERED)
        .build();
  }

  private Map<String, String> texts(Page page) {
    var kept = Map.<String, Object>of("minutes", dispatch.placeKept().toMinutes());
    var texts = new LinkedHashMap<String, String>();
    SCRIPT.forEach(name -> texts.put(name, page.say("portal.call." + name, kept)));
    MicrophoneKeeper.refusals(page.texts(), page.language(), "portal.call.problem.denied")
        .forEach((keeper, text) -> texts.put("problem.denied." + keeper, text));
    return texts;
  }
}
