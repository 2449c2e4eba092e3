package org.otklik.app.telephony.media;

import java.net.InetAddress;

/// A telephone, as far as signalling knows it before its sound is agreed on.
///
/// @param signalling where its signalling comes from: behind a NAT its sound does too
/// @param party whose it is
public record Telephone(InetAddress signalling, Secrecy secrecy, Party party) {

  /// A citizen's, with plain sound.
  public static Telephone plain(InetAddress signalling) {
    return new Telephone(signalling, Secrecy.OFF, Party.CITIZEN);
  }
}
