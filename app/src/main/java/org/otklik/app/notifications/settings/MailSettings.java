package org.otklik.app.notifications.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/// The mail server, by SMTP, `otklik.notifications.mail.*`.
///
/// @param host its name or address; empty: there is none
/// @param certificate a PEM file with the certificates of those whom we trust, if not the usual
/// @param user as whom we sign in; empty: we do not
/// @param password proves the user; by the environment
/// @param from the address that letters come from
/// @param perSecond letters per second at most; the others wait
public record MailSettings(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("STARTTLS") Security security,
    @DefaultValue("") String certificate,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String from,
    @DefaultValue("10") int perSecond) {

  /// How the connection is encrypted. The certificate must be of the host.
  public enum Security {
    /// Begins openly and must go over to TLS before anything is said (RFC 3207).
    STARTTLS,
    /// TLS from the first byte, mostly on port 465 (RFC 8314).
    TLS,
    /// Never: only for a server on the same machine.
    NONE
  }

  /// Whether there is a server.
  public boolean isConfigured() {
    return !host.isBlank();
  }

  /// Without the password.
  @Override
  public String toString() {
    return "MailSettings[host=%s, port=%d, security=%s]".formatted(host, port, security);
  }
}
