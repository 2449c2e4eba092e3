package org.otklik.wire.ice;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.dtls.BrowserDtls;
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.srtp.SrtpSession;

/// A browser page: checks the way, shakes hands, talks. One thread owns it.
final class FakeBrowser {

  final DtlsIdentity identity;
  final List<StunMessage> answers = new ArrayList<>();
  final List<ByteBuffer> sound = new ArrayList<>();
  final List<ByteBuffer> reports = new ArrayList<>();
  InetSocketAddress address = new InetSocketAddress("192.0.2.7", 50_000);
  String ufrag = "brws";
  private final String serverFingerprint;
  private final Executor network;
  private final Consumer<ByteBuffer> server;
  private final Random random = new Random(17);
  private @Nullable BrowserDtls dtls;
  private @Nullable SrtpSession session;

  /// @param network runs what the handshake's thread has to send on the owner's thread
  /// @param server takes what the browser sends
  FakeBrowser(
      DtlsIdentity identity,
      String serverFingerprint,
      Executor network,
      Consumer<ByteBuffer> server) {
    this.identity = identity;
    this.serverFingerprint = serverFingerprint;
    this.server = server;
    this.network = network;
  }

  BrowserTransport.Remote remote() {
    return new BrowserTransport.Remote(
        ufrag, "browserbrowserbrowserpw", identity.fingerprintSha256());
  }

  void check(BrowserTransport.Credentials theirs, int... flags) {
    var transaction = new byte[StunMessage.TRANSACTION_LENGTH];
    random.nextBytes(transaction);
    var message =
        new StunMessage.Writer(StunMessage.REQUEST, transaction)
            .username(theirs.ufrag() + ":" + ufrag)
            .attribute(0xC057, new byte[4])
            .attribute(StunMessage.PRIORITY, new byte[4]);
    for (var flag : flags) {
      message.attribute(flag, new byte[flag == StunMessage.USE_CANDIDATE ? 0 : 8]);
    }
    server.accept(message.sign(theirs.password()));
  }

  void nominate(BrowserTransport.Credentials theirs) {
    check(theirs, StunMessage.ICE_CONTROLLING, StunMessage.USE_CANDIDATE);
  }

  void shakeHands() {
    dtls =
        new BrowserDtls(
            identity,
            serverFingerprint,
            datagram -> network.execute(() -> server.accept(datagram)));
    dtls.start();
  }

  boolean isSecured() {
    return dtls != null && dtls.isSecured();
  }

  boolean hasEnded() {
    return dtls != null && dtls.hasEnded();
  }

  void talk(ByteBuffer packet) {
    server.accept(keyed().protectRtp(packet));
  }

  void report(ByteBuffer packet) {
    server.accept(keyed().protectRtcp(packet));
  }

  void hangUp() {
    if (dtls != null) {
      dtls.close();
    }
  }

  void received(ByteBuffer datagram) {
    var first = datagram.get(datagram.position()) & 0xFF;
    if (first <= 1) {
      var message = StunMessage.parse(datagram);
      if (message != null) {
        answers.add(message);
      }
    } else if (first <= 63 && dtls != null) {
      dtls.received(datagram);
    } else if ((datagram.get(datagram.position() + 1) & 0x7F) >= 64) {
      keep(reports, keyed().openRtcp(datagram));
    } else {
      keep(sound, keyed().openRtp(datagram));
    }
  }

  private SrtpSession keyed() {
    if (session == null && dtls != null) {
      session = dtls.newSession();
    }
    return requireNonNull(session);
  }

  private static void keep(List<ByteBuffer> kept, @Nullable ByteBuffer packet) {
    if (packet != null) {
      kept.add(ByteBuffer.allocate(packet.remaining()).put(packet).flip());
    }
  }
}
