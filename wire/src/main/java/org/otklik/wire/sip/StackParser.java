package org.otklik.wire.sip;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// Turns a proper message into the stack's form of it.
///
/// The stack is shown only what it needs: the fields of [#SHOWN], a harmless Request-URI, no body.
/// What it does not see it cannot misread; the rest stays in [WireMessage].
final class StackParser {
  private static final Set<String> SHOWN =
      Set.of(
          "via", "from", "to", "call-id", "cseq", "contact", "route", "record-route", "timestamp");
  private static final GenericURI HARMLESS = harmless();
  private static final ParseExceptionListener REFUSE =
      (fault, _, _, _, _) -> {
        throw fault;
      };

  private StackParser() {}

  private static GenericURI harmless() {
    try {
      return new StringMsgParser().parseUrl("sip:otklik");
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// @throws ParseException when a field is malformed in a way that the guard does not see
  static WireRequest request(WireMessage message, Origin origin) throws ParseException {
    var request = new WireRequest(message, origin);
    request.setRequestLine(new RequestLine((GenericURI) HARMLESS.clone(), message.firstWord()));
    read("REQUEST", message, request);
    return request;
  }

  /// @throws ParseException when a field is malformed in a way that the guard does not see
  static WireResponse response(WireMessage message) throws ParseException {
    Matcher line = Grammar.STATUS_LINE.matcher(message.firstLine());
    if (!line.matches()) {
      throw new ParseException("No status line", 0);
    }
    var status = new StatusLine();
    status.setStatusCode(Integer.parseInt(line.group(1)));
    status.setReasonPhrase(message.firstLine().substring(line.end(1)).strip());
    var response = new WireResponse(message);
    response.setStatusLine(status);
    read("RESPONSE", message, response);
    return response;
  }

  /// Reads a request of our own making.
  static SIPRequest own(String text) throws ParseException {
    return (SIPRequest)
        new StringMsgParser()
            .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), false, false, REFUSE);
  }

  /// Reads the fields into the form.
  private static void read(String firstLine, WireMessage message, SIPMessage form)
      throws ParseException {
    var text = new StringBuilder(512).append(firstLine).append("\r\n");
    for (WireMessage.Header header : message.headers()) {
      if (SHOWN.contains(header.name())) {
        text.append(header.name()).append(": ").append(header.value()).append("\r\n");
      }
    }
    if (message.firstWord().equals("INVITE") && message.count("contact") == 0) {
      contactOf2543(message)
          .ifPresent(uri -> text.append("contact: <").append(uri).append(">\r\n"));
    }
    text.append("max-forwards: 70\r\ncontent-length: 0\r\n\r\n");
    parse(text.toString(), form);
  }

  /// RFC 2543 knows no `Contact` in an INVITE: its sender is reached by `From`.
  private static Optional<String> contactOf2543(WireMessage message) {
    return NameAddr.read(message.first("from")).map(NameAddr::uri);
  }

  private static void parse(String text, SIPMessage form) throws ParseException {
    try {
      new Parser(form)
          .parseSIPMessage(text.getBytes(StandardCharsets.ISO_8859_1), false, false, REFUSE);
    } catch (RuntimeException fault) {
      var malformed = new ParseException("The stack cannot read a field", 0);
      malformed.initCause(fault);
      throw malformed;
    }
  }

  /// Reads the fields alone: the first line is known already.
  private static final class Parser extends StringMsgParser {
    private final SIPMessage form;

    Parser(SIPMessage form) {
      this.form = form;
    }

    @Override
    protected SIPMessage processFirstLine(
        String firstLine, ParseExceptionListener listener, byte[] message) {
      return form;
    }
  }
}
