package org.otklik.wire.dtls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.srtp.SrtpSession;

/// A browser and our side in one process: a handshake, then sound both ways. The thread that runs
/// it owns it, and the association in it.
final class Rehearsal implements DtlsAssociation.Listener {

  /// How long one step may take, on a slow machine without anything loaded.
  private static final Duration STEP_MAX = Duration.ofSeconds(20);

  private static final int PACKETS = 200;
  private static final int PACKET_LENGTH = 172;

  private final DtlsIdentity identity;
  private final BlockingQueue<Runnable> actions = new LinkedBlockingQueue<>();
  private final DatagramBridge browser = new DatagramBridge(this::browserSends);
  private final DtlsAssociation association;
  private @Nullable SrtpSession ours;
  private @Nullable SrtpSession theirs;

  Rehearsal(DtlsIdentity identity) {
    this.identity = identity;
    this.association =
        new DtlsAssociation(identity, identity.fingerprintSha256(), actions::add, this);
  }

  /// @throws IllegalStateException if it fails
  void run() {
    Thread.ofVirtual().name("dtls rehearsal").start(this::connectBrowser);
    try (association) {
      while (ours == null || theirs == null) {
        nextAction().run();
      }
      talk(ours, theirs);
      talk(theirs, ours);
    } finally {
      browser.close();
    }
  }

  @Override
  public void send(ByteBuffer datagram) {
    browser.received(datagram);
  }

  @Override
  public void secured(SrtpSession session) {
    ours = session;
  }

  @Override
  public void failed(String reason) {
    throw new IllegalStateException(reason);
  }

  @Override
  public void closed() {
    throw new IllegalStateException("The rehearsal was ended by the browser's side.");
  }

  private void connectBrowser() {
    var client = new HandshakeClient(identity, identity.fingerprintSha256());
    try {
      var _ = new DTLSClientProtocol().connect(client, browser);
      actions.add(() -> theirs = SrtpSession.ofClient(client.keying()));
    } catch (IOException e) {
      actions.add(
          () -> {
            throw new IllegalStateException("The browser's side of the rehearsal failed.", e);
          });
    }
  }

  private void browserSends(ByteBuffer datagram) {
    var copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    actions.add(() -> association.received(copy));
  }

  private Runnable nextAction() {
    try {
      var action = actions.poll(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS);
      if (action == null) {
        throw new IllegalStateException(
            "The DTLS rehearsal stood still for %d s.".formatted(STEP_MAX.toSeconds()));
      }
      return action;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The DTLS rehearsal was interrupted.", e);
    }
  }

  private static void talk(SrtpSession from, SrtpSession to) {
    var packet = ByteBuffer.allocate(PACKET_LENGTH).put(0, (byte) 0x80);
    for (var sequence = 0; sequence < PACKETS; sequence++) {
      var sent = from.protectRtp(packet.putShort(2, (short) sequence));
      var heard = sent == null ? null : to.openRtp(sent);
      if (!packet.equals(heard)) {
        throw new IllegalStateException("SRTP garbled packet %d.".formatted(sequence));
      }
    }
  }
}
