package org.otklik.wire.dtls;

import java.nio.ByteBuffer;

/// Keeps from Bouncy Castle what it does not survive (RFC 6347 sections 4.1 and 4.2.2). A datagram
/// kept back is as good as lost: browsers send again. One thread owns it.
///
/// 1. A record or message that does not fill its place, and an encrypted record without room for
///    its tag: a fatal fault, so that anybody who forges the browser's address could end the
///    association.
/// 2. A part of a handshake message longer than [#MESSAGE_MAX]: memory is reserved for all of it.
/// 3. `ChangeCipherSpec` before `CertificateVerify`, which was lost or overtaken: from then on the
///    unencrypted message is refused for ever, and the handshake stands still (bcgit/bc-java#229).
final class DtlsGuard {

  /// Longest handshake message, in bytes; a browser's certificate takes about 300.
  static final int MESSAGE_MAX = 16 * 1024;

  private static final int RECORD_HEADER = 13;
  private static final int MESSAGE_HEADER = 12;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int NONCE_AND_TAG = 24;

  private boolean verifySeen;

  /// Says whether the datagram may be passed on.
  boolean admits(ByteBuffer datagram) {
    var in = datagram.slice();
    while (in.remaining() >= RECORD_HEADER) {
      var type = in.get(in.position());
      var epoch = uint16(in, in.position() + 3);
      var length = uint16(in, in.position() + 11);
      in.position(in.position() + RECORD_HEADER);
      if (length > in.remaining() || !admits(type, epoch, in.slice(in.position(), length))) {
        return false;
      }
      in.position(in.position() + length);
    }
    return !in.hasRemaining();
  }

  private boolean admits(int type, int epoch, ByteBuffer body) {
    if (epoch > 0) {
      return body.remaining() >= NONCE_AND_TAG;
    }
    return switch (type) {
      case HANDSHAKE -> admitsMessages(body);
      case CHANGE_CIPHER_SPEC -> verifySeen;
      default -> true;
    };
  }

  private boolean admitsMessages(ByteBuffer body) {
    while (body.remaining() >= MESSAGE_HEADER) {
      var at = body.position();
      var length = uint24(body, at + 1);
      var partAt = uint24(body, at + 6);
      var part = uint24(body, at + 9);
      if (length > MESSAGE_MAX || part > body.remaining() - MESSAGE_HEADER) {
        return false;
      }
      verifySeen |= body.get(at) == CERTIFICATE_VERIFY && partAt + part == length;
      body.position(at + MESSAGE_HEADER + part);
    }
    return !body.hasRemaining();
  }

  private static int uint16(ByteBuffer in, int at) {
    return in.getShort(at) & 0xFFFF;
  }

  private static int uint24(ByteBuffer in, int at) {
    return uint16(in, at) << 8 | (in.get(at + 2) & 0xFF);
  }
}
