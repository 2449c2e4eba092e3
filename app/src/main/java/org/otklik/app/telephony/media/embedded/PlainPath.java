package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegListener.LossReason;
import org.otklik.wire.rtp.RtpPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plain RTP to a telephone, its RTCP on the port above. While it is open whose packets are the
/// telephone's, each one is checked by [SourceLock]; afterwards the socket is connected, and the
/// kernel refuses everyone else at no cost of ours.
final class PlainPath implements LegPath {

  private static final Logger LOG = LoggerFactory.getLogger(PlainPath.class);

  private final MediaLoop loop;
  private final Sockets sockets;
  private final Duration patience;

  private Receiver receiver = Nobody.NOBODY;
  private @Nullable SourceLock lock;
  private @Nullable InetSocketAddress remoteRtcp;
  private @Nullable InetSocketAddress signalled;
  private @Nullable InetSocketAddress refusedToConnect;
  private boolean announced;

  /// Whether the kernel lets only the telephone's packets through.
  private boolean connected;

  /// @param patience how long the telephone may be silent when it should speak
  PlainPath(MediaLoop loop, Sockets sockets, Duration patience) {
    this.loop = loop;
    this.sockets = sockets;
    this.patience = patience;
  }

  @Override
  public void deliverTo(Receiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public void open() throws IOException {
    loop.register(sockets.rtp(), this::readRtp);
    loop.register(sockets.rtcp(), this::readRtcp);
  }

  /// Follows what signalling says about the other end's addresses.
  void remote(InetSocketAddress rtp, InetSocketAddress rtcp, long nowNanos) throws IOException {
    remoteRtcp = rtcp;
    if (rtp.equals(signalled)) {
      return;
    }
    signalled = rtp;
    sockets.rtp().disconnect();
    connected = false;
    lock = new SourceLock(rtp, nowNanos);
    if (!announced) {
      announced = true;
      receiver.connected();
    }
  }

  @Override
  public boolean ready() {
    return lock != null;
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    var channel = sockets.rtp();
    if (lock == null) {
      return false;
    }
    try {
      return (connected ? channel.write(packet) : channel.send(packet, lock.target())) > 0;
    } catch (PortUnreachableException _) {
      return false;
    } catch (IOException e) {
      LOG.debug("A packet of sound could not be sent.", e);
      return false;
    }
  }

  @Override
  public void sendRtcp(ByteBuffer packet) {
    if (remoteRtcp == null) {
      return;
    }
    try {
      sockets.rtcp().send(packet, remoteRtcp);
    } catch (IOException e) {
      LOG.debug("A report could not be sent.", e);
    }
  }

  @Override
  public void turn(long nowNanos) {
    if (lock != null && lock.isFinal(nowNanos) && !connected) {
      connect(lock.target());
    }
  }

  @Override
  public @Nullable LossReason loss(boolean soundExpected, long silentNanos) {
    return ready() && soundExpected && silentNanos > patience.toNanos() ? LossReason.SILENT : null;
  }

  @Override
  public void close() {
    sockets.close();
  }

  private void readRtp(SelectionKey key, long nowNanos) throws IOException {
    var datagram = loop.receiveBuffer();
    try {
      if (connected) {
        if (sockets.rtp().read(datagram) > 0) {
          receiver.rtp(datagram.flip(), nowNanos);
        }
      } else if (sockets.rtp().receive(datagram) instanceof InetSocketAddress from) {
        readUnlocked(datagram.flip(), from, nowNanos);
      }
    } catch (PortUnreachableException | ClosedChannelException _) {
      // The telephone is not listening yet or no more: signalling and silence decide, not this.
    }
  }

  private void readUnlocked(ByteBuffer datagram, InetSocketAddress from, long nowNanos) {
    var packet = loop.packet();
    if (lock == null || !packet.parse(datagram) || !isSound(packet)) {
      return;
    }
    if (lock.passes(from, packet.ssrc(), packet.sequence(), nowNanos)) {
      receiver.rtp(datagram, nowNanos);
    }
  }

  private void readRtcp(SelectionKey key, long nowNanos) throws IOException {
    var datagram = loop.receiveBuffer();
    var from = sockets.rtcp().receive(datagram);
    if (lock != null
        && from instanceof InetSocketAddress address
        && address.getAddress().equals(lock.target().getAddress())) {
      receiver.rtcp(datagram.flip(), nowNanos);
    }
  }

  /// Leaves the socket as it is where the kernel does not allow it; then each packet is checked.
  private void connect(InetSocketAddress target) {
    if (target.equals(refusedToConnect)) {
      return;
    }
    try {
      sockets.rtp().connect(target);
      connected = true;
    } catch (IOException e) {
      refusedToConnect = target;
      LOG.debug("A media socket cannot be connected.", e);
    }
  }

  /// RTCP that was sent to the port of sound is no proof of anything.
  private static boolean isSound(RtpPacket packet) {
    return packet.payloadType() < 64 || packet.payloadType() > 95;
  }

  /// The two sockets of a telephone.
  ///
  /// @param freed told when they are closed
  record Sockets(DatagramChannel rtp, DatagramChannel rtcp, Runnable freed) {

    void close() {
      for (var channel : List.of(rtp, rtcp)) {
        try {
          channel.close();
        } catch (IOException e) {
          LOG.warn("A media socket could not be closed.", e);
        }
      }
      freed.run();
    }
  }
}
