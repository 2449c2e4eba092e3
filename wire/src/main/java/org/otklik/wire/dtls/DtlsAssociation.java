package org.otklik.wire.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.srtp.SrtpSession;

/// One DTLS association with a browser, we being the server, for the keys of SRTP (RFC 5764).
///
/// One thread, the owner, calls it and is called back. A virtual thread waits for datagrams, at
/// first for the handshake, then for retransmissions (RFC 6347 section 4.2.4) and the end. It
/// starts with the first datagram and ends with the association. There is no time limit in here:
/// the owner closes what takes too long.
public final class DtlsAssociation implements AutoCloseable {

  /// What the owner learns; nothing more after `failed` or `closed`.
  public interface Listener {

    /// Sends a datagram to the browser; the buffer is reused afterwards.
    void send(ByteBuffer datagram);

    /// The handshake is done and the certificate is that of the offer.
    void secured(SrtpSession session);

    /// The handshake failed; the reason is a sentence for the log.
    void failed(String reason);

    /// The browser has ended the association.
    void closed();
  }

  private final HandshakeServer server;
  private final Executor owner;
  private final Listener listener;
  private final DatagramBridge bridge = new DatagramBridge(this::send);
  private final DtlsGuard guard = new DtlsGuard();
  private volatile @Nullable DTLSTransport established;
  private volatile @Nullable Thread closer;
  private boolean started;

  /// @param fingerprintSha256 of the browser's certificate, from the SDP, in hexadecimal with
  ///   colons
  /// @param owner runs the listener's methods on the owner's thread, in order
  public DtlsAssociation(
      DtlsIdentity identity, String fingerprintSha256, Executor owner, Listener listener) {
    this.server = new HandshakeServer(identity, fingerprintSha256);
    this.owner = owner;
    this.listener = listener;
  }

  /// Makes one whole association inside this process and sends sound through it, so that the first
  /// citizen does not wait for classes to be loaded.
  ///
  /// @throws IllegalStateException if it fails: then no browser could connect either
  public static void rehearse(DtlsIdentity identity) {
    new Rehearsal(identity).run();
  }

  /// Takes a datagram of the browser, which is copied.
  public void received(ByteBuffer datagram) {
    if (datagram.remaining() > DatagramBridge.RECEIVE_MAX || !guard.admits(datagram)) {
      return;
    }
    bridge.received(datagram);
    if (!started) {
      started = true;
      Thread.ofVirtual().name("dtls").start(this::run);
    }
  }

  /// Ends the association, telling the browser before this returns; the listener hears nothing
  /// more.
  @Override
  public void close() {
    closer = Thread.currentThread();
    var transport = established;
    try {
      if (transport != null) {
        transport.close();
      }
    } catch (IOException _) {
      // The browser does not hear of the end; it is one all the same.
    }
    bridge.close();
  }

  private void run() {
    DTLSTransport transport;
    try {
      transport = new DTLSServerProtocol().accept(server, bridge);
    } catch (IOException e) {
      tell(() -> listener.failed("The DTLS handshake failed: %s.".formatted(e.getMessage())));
      return;
    }
    var session = SrtpSession.ofServer(server.keying());
    established = transport;
    tell(() -> listener.secured(session));
    receiveToTheEnd(transport);
    if (server.endedByPeer()) {
      tell(listener::closed);
    }
  }

  /// Nobody sends data here; what matters happens within Bouncy Castle.
  private static void receiveToTheEnd(DTLSTransport transport) {
    var data = new byte[DatagramBridge.RECEIVE_MAX];
    try {
      while (true) {
        transport.receive(data, 0, data.length, 0);
      }
    } catch (IOException _) {
      // Closed by either side; or failed by a forged datagram, which SRTP outlives.
    }
  }

  private void send(ByteBuffer datagram) {
    if (Thread.currentThread().equals(closer)) {
      listener.send(datagram);
    } else {
      var copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
      tell(() -> listener.send(copy));
    }
  }

  private void tell(Runnable fact) {
    try {
      owner.execute(
          () -> {
            if (closer == null) {
              fact.run();
            }
          });
    } catch (RejectedExecutionException _) {
      // The owner has ended, so nobody is left to be told.
    }
  }
}
