package org.otklik.app.notifications.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/// The gateway for SMS, by SMPP 3.4, `otklik.notifications.sms.*`.
///
/// @param host its name or address; empty: there is none
/// @param tls whether the connection is encrypted; the certificate must be of the host
/// @param certificate a PEM file with the certificates of those whom we trust, if not the usual
/// @param password proves the user; by the environment
/// @param systemType as the gateway's owner wishes, mostly empty
/// @param source who sends: a number, or a name of at most 11 Latin letters and digits
/// @param perSecond notices per second at most, as agreed with the gateway's owner; the others wait
/// @param window notices under way at once, as agreed too
public record SmsSettings(
    @DefaultValue("") String host,
    @DefaultValue("2775") int port,
    @DefaultValue("false") boolean tls,
    @DefaultValue("") String certificate,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String systemType,
    @DefaultValue("115") String source,
    @DefaultValue("20") int perSecond,
    @DefaultValue("10") int window) {

  /// Whether there is a gateway.
  public boolean isConfigured() {
    return !host.isBlank();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "SmsSettings[host=%s, port=%d]".formatted(host, port);
  }
}
