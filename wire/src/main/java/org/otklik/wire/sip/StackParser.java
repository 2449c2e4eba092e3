package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Turns a proper message into the stack's form of it.
///
/// The stack is shown only what it needs: the fields of [#SHOWN], a harmless Request-URI, no body.
/// What it does not see it cannot misread; the rest stays in [WireMessage].
final class StackParser {
  private static final Set<String> SHOWN =
      Set.of(
          "via", "from", "to", "call-id", "cseq", "contact", "route", "record-route", "timestamp");
  private static final ParseExceptionListener REFUSE =
      (fault, _, _, _, _) -> {
        throw fault;
      };

  private StackParser() {}

  /// @throws ParseException when a field is malformed in a way that the guard does not see
  static WireRequest request(WireMessage message, Origin origin) throws ParseException {
    String line = message.firstWord() + " sip:otklik SIP/2.0";
    return (WireRequest) read(line, message, () -> new WireRequest(message, origin));
  }

  /// @throws ParseException when a field is malformed in a way that the guard does not see
  static WireResponse response(WireMessage message) throws ParseException {
    String line = message.firstLine();
    return (WireResponse) read(line, message, () -> new WireResponse(message));
  }

  /// Reads a request of our own making.
  static SIPRequest own(String text) throws ParseException {
    return (SIPRequest)
        new StringMsgParser()
            .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), false, false, REFUSE);
  }

  private static SIPMessage read(String firstLine, WireMessage message, Supplier<SIPMessage> form)
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
    return parse(text.toString(), form);
  }

  /// RFC 2543 knows no `Contact` in an INVITE: its sender is reached by `From`.
  private static Optional<String> contactOf2543(WireMessage message) {
    return NameAddr.read(message.first("from")).map(NameAddr::uri);
  }

  private static SIPMessage parse(String text, Supplier<SIPMessage> form) throws ParseException {
    try {
      return new Parser(form)
          .parseSIPMessage(text.getBytes(StandardCharsets.ISO_8859_1), false, false, REFUSE);
    } catch (RuntimeException fault) {
      var malformed = new ParseException("The stack cannot read a field", 0);
      malformed.initCause(fault);
      throw malformed;
    }
  }

  private static final class Parser extends StringMsgParser {
    private final Supplier<SIPMessage> form;

    Parser(Supplier<SIPMessage> form) {
      this.form = form;
    }

    @Override
    protected SIPMessage processFirstLine(
        String firstLine, ParseExceptionListener listener, byte[] message) throws ParseException {
      SIPMessage parsed = super.processFirstLine(firstLine, listener, message);
      SIPMessage ours = form.get();
      if (parsed instanceof SIPRequest request && ours instanceof SIPRequest mine) {
        mine.setRequestLine(request.getRequestLine());
      } else if (parsed instanceof SIPResponse response && ours instanceof SIPResponse mine) {
        mine.setStatusLine(response.getStatusLine());
      }
      return ours;
    }
  }
}
