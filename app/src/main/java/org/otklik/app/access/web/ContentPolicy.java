package org.otklik.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.header.HeaderWriter;

/// Allows a page only what comes from this server: no inline script or style, no foreign address,
/// no frame around it.
final class ContentPolicy implements HeaderWriter {

  private static final String HEADER = "Content-Security-Policy";
  private static final Pattern PLAIN_HOST = Pattern.compile("[A-Za-z0-9.\\-]+|\\[[0-9A-Fa-f:.]+]");

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(
        HEADER,
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'"
            + ownSocket(request)
            + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  }

  /// Older browsers do not take `'self'` for a WebSocket of the same server.
  private static String ownSocket(HttpServletRequest request) {
    var host = request.getServerName();
    return PLAIN_HOST.matcher(host).matches()
        ? " " + (request.isSecure() ? "wss://" : "ws://") + host + ":" + request.getServerPort()
        : "";
  }
}
