package org.otklik.wire.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIP over UDP (RFC 3261 18): one thread reads, any thread writes.
final class UdpTransport extends MessageProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(UdpTransport.class);

  private final SentBy sentBy;
  private final DatagramSocket socket;
  private final Intake intake;
  private final Thread reader;

  UdpTransport(
      SIPTransactionStack stack,
      SentBy sentBy,
      DatagramSocket socket,
      InetAddress bind,
      Intake intake) {
    super(bind, socket.getLocalPort(), "udp", stack);
    this.sentBy = sentBy;
    this.socket = socket;
    this.intake = intake;
    this.reader = Thread.ofPlatform().name("sip-udp").daemon(true).unstarted(this::read);
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public void stop() {
    socket.close();
  }

  @Override
  public Via getViaHeader() {
    return sentBy.via();
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return sipStack;
  }

  @Override
  public MessageChannel createMessageChannel(HostPort to) throws IOException {
    return createMessageChannel(to.getInetAddress(), to.getPort());
  }

  @Override
  public MessageChannel createMessageChannel(InetAddress to, int port) {
    return way(new InetSocketAddress(to, port < 0 ? SipSettings.DEFAULT_PORT : port));
  }

  @Override
  public int getDefaultTargetPort() {
    return SipSettings.DEFAULT_PORT;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public int getMaximumMessageSize() {
    return Intake.MESSAGE_MAX;
  }

  @Override
  public boolean inUse() {
    return !socket.isClosed();
  }

  private Way way(InetSocketAddress peer) {
    return new Way(
        sipStack, this, Transport.UDP, peer, (message, to, _) -> send(message, to), _ -> {});
  }

  private void send(byte[] message, InetSocketAddress to) throws IOException {
    socket.send(new DatagramPacket(message, message.length, to));
  }

  private void read() {
    var buffer = new byte[Intake.MESSAGE_MAX];
    var packet = new DatagramPacket(buffer, buffer.length);
    while (!socket.isClosed()) {
      try {
        packet.setLength(buffer.length);
        socket.receive(packet);
        intake.datagram(
            buffer,
            packet.getLength(),
            new Datagram((InetSocketAddress) packet.getSocketAddress(), packet.getLength()));
      } catch (IOException fault) {
        if (!socket.isClosed()) {
          LOG.debug("A datagram was not received: {}", fault.getClass().getName());
        }
      }
    }
  }

  private final class Datagram implements Origin {
    private final InetSocketAddress remote;
    private final Allowance allowance;

    Datagram(InetSocketAddress remote, int length) {
      this.remote = remote;
      this.allowance = Allowance.of(length);
    }

    @Override
    public Transport transport() {
      return Transport.UDP;
    }

    @Override
    public InetSocketAddress remote() {
      return remote;
    }

    @Override
    public Allowance allowance() {
      return allowance;
    }

    @Override
    public void answer(byte[] response, int port) throws IOException {
      send(response, new InetSocketAddress(remote.getAddress(), port));
    }

    @Override
    public MessageChannel channel() {
      return way(remote);
    }
  }
}
