package org.otklik.wire.sip;

/// SIP could not be started for another reason than a taken port; the message names every cause.
public final class SipStartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SipStartFailed(Throwable cause) {
    super("SIP did not start: " + chain(cause), cause);
  }

  private static String chain(Throwable first) {
    var text = new StringBuilder();
    for (Throwable at = first; at != null; at = at.getCause()) {
      if (!text.isEmpty()) {
        text.append("; because ");
      }
      text.append(at);
    }
    return text.toString();
  }
}
