package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.otklik.app.telephony.media.LegListener.LossReason;
import org.otklik.wire.dtls.DtlsIdentity;
import org.otklik.wire.ice.BrowserTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Secured RTP to a browser: ICE, DTLS and SRTP on one socket. The socket outlives the page: a page
/// that was loaded anew connects to it again.
final class BrowserPath implements LegPath, BrowserTransport.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserPath.class);

  private final MediaLoop loop;
  private final Socket socket;
  private final Duration patience;
  private final BrowserTransport transport;

  private Receiver receiver = Nobody.NOBODY;
  private BrowserTransport.Remote remote;
  private boolean ready;

  /// @param patience how long the browser may be without a connection
  BrowserPath(
      MediaLoop loop,
      Socket socket,
      Duration patience,
      DtlsIdentity identity,
      BrowserTransport.Credentials local,
      BrowserTransport.Remote remote) {
    this.loop = loop;
    this.socket = socket;
    this.patience = patience;
    this.remote = remote;
    this.transport =
        new BrowserTransport(identity, local, remote, this::send, loop, this, loop.nanos());
  }

  @Override
  public void deliverTo(Receiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public void open() throws IOException {
    loop.register(socket.channel(), this::read);
  }

  /// Follows a new offer; another fingerprint is another page, whose sound starts anew.
  void restart(
      BrowserTransport.Remote newRemote, BrowserTransport.Credentials local, long nowNanos) {
    if (!newRemote.fingerprintSha256().equalsIgnoreCase(remote.fingerprintSha256())) {
      ready = false;
    }
    remote = newRemote;
    transport.restart(newRemote, local, nowNanos);
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    return transport.sendRtp(packet);
  }

  @Override
  public void sendRtcp(ByteBuffer packet) {
    transport.sendRtcp(packet);
  }

  @Override
  public void turn(long nowNanos, long silentNanos) {
    transport.tick(nowNanos);
  }

  @Override
  public @Nullable LossReason loss(MediaTerms terms, long silentNanos) {
    return !ready && silentNanos > patience.toNanos() ? LossReason.DISCONNECTED : null;
  }

  @Override
  public void close() {
    transport.close();
    ready = false;
    socket.close();
  }

  @Override
  public void connected() {
    ready = true;
    receiver.connected();
  }

  @Override
  public void rtp(ByteBuffer packet) {
    receiver.rtp(packet, loop.nanos());
  }

  @Override
  public void rtcp(ByteBuffer packet) {
    receiver.rtcp(packet, loop.nanos());
  }

  @Override
  public void failed(String reason) {
    LOG.info("A browser's sound failed: {}", reason);
    ready = false;
    receiver.interrupted();
  }

  @Override
  public void closed() {
    ready = false;
    receiver.interrupted();
  }

  private void read(SelectionKey key, long nowNanos) throws IOException {
    var datagram = loop.receiveBuffer();
    if (socket.channel().receive(datagram) instanceof InetSocketAddress from) {
      transport.received(datagram.flip(), from, nowNanos);
    }
  }

  private void send(ByteBuffer datagram, InetSocketAddress to) {
    try {
      socket.channel().send(datagram, to);
    } catch (IOException e) {
      LOG.debug("A datagram to a browser could not be sent.", e);
    }
  }

  /// The socket of a browser.
  ///
  /// @param freed told when it is closed
  record Socket(DatagramChannel channel, Runnable freed) {

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("A media socket could not be closed.", e);
      }
      freed.run();
    }
  }
}
