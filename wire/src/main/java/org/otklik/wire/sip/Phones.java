package org.otklik.wire.sip;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.otklik.wire.digest.DigestSecret;

/// Who may register a telephone, and who is told of it. All methods run on the executor of the
/// settings and may block.
public interface Phones {

  /// What is kept of a user's password in the realm of the registrar; nothing when there is no such
  /// user, or when it may not try now. Asked for several at once, in no order.
  Optional<DigestSecret> findSecret(String user);

  /// Somebody did not know the password, or there is no such user.
  default void onRefused(String user, InetSocketAddress source) {}

  /// A telephone was registered, also each time it is again.
  default void onRegistered(RegisteredPhone phone) {}

  /// A telephone is gone: it said so, did not register again in time, its connection broke, or a
  /// newer one of the same user took its place, or it could not be reached.
  default void onGone(RegisteredPhone phone) {}
}
