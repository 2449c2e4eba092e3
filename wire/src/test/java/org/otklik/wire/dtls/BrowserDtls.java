package org.otklik.wire.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.otklik.wire.srtp.SrtpSession;

/// A browser's DTLS, Bouncy Castle being the client, for tests.
public final class BrowserDtls {

  private final DatagramBridge bridge;
  private final HandshakeClient client;
  private final CompletableFuture<DTLSTransport> transport = new CompletableFuture<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();

  /// @param out sends a datagram to the server; called on another thread
  public BrowserDtls(DtlsIdentity identity, String serverFingerprint, Consumer<ByteBuffer> out) {
    this.client = new HandshakeClient(identity, serverFingerprint);
    this.bridge =
        new DatagramBridge(
            datagram -> out.accept(ByteBuffer.allocate(datagram.remaining()).put(datagram).flip()));
  }

  /// A certificate that was not seen before.
  public static DtlsIdentity newIdentity() {
    return DtlsIdentity.generate(new SecureRandom(), Instant.EPOCH);
  }

  public void start() {
    Thread.ofVirtual().start(this::run);
  }

  public void received(ByteBuffer datagram) {
    bridge.received(datagram);
  }

  /// Tells the server that this is the end.
  public void close() {
    try {
      transport.join().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean isSecured() {
    return transport.isDone() && !transport.isCompletedExceptionally();
  }

  public SrtpSession newSession() {
    transport.join();
    return SrtpSession.ofClient(client.keying());
  }

  /// Whether the handshake failed, or the server has ended the association.
  public boolean hasEnded() {
    return end.isDone();
  }

  private void run() {
    try {
      var connected = new DTLSClientProtocol().connect(client, bridge);
      transport.complete(connected);
      var data = new byte[2_048];
      while (true) {
        connected.receive(data, 0, data.length, 0);
      }
    } catch (IOException e) {
      end.complete("ended: " + e.getMessage());
    }
  }

  /// Junk that looks like DTLS.
  public static ByteBuffer junk(Random random) {
    var bytes = new byte[random.nextInt(120)];
    random.nextBytes(bytes);
    if (bytes.length > 0) {
      bytes[0] = (byte) (20 + random.nextInt(6));
    }
    if (bytes.length > 13 && random.nextBoolean()) {
      ByteBuffer.wrap(bytes)
          .putShort(1, (short) 0xFEFD)
          .putShort(3, (short) random.nextInt(2))
          .putShort(11, (short) (bytes.length - 13));
    }
    return ByteBuffer.wrap(bytes);
  }
}
