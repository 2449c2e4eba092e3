package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// The way to one address by one transport, in the form that the stack wants.
final class Way extends MessageChannel implements RawMessageChannel {

  /// Puts octets on their way to an address; never waits for the network.
  @FunctionalInterface
  interface Sender {

    /// Sends, or throws when it is known at once that it cannot.
    ///
    /// @param lost run when it turns out later that they cannot be sent
    void send(byte[] message, InetSocketAddress to, Runnable lost) throws IOException;
  }

  private final SIPTransactionStack stack;
  private final Transport transport;
  private final InetSocketAddress peer;
  private final Sender sender;
  private final Consumer<SIPMessage> lost;

  Way(
      SIPTransactionStack stack,
      MessageProcessor processor,
      Transport transport,
      InetSocketAddress peer,
      Sender sender,
      Consumer<SIPMessage> lost) {
    this.stack = stack;
    this.messageProcessor = processor;
    this.transport = transport;
    this.peer = peer;
    this.sender = sender;
    this.lost = lost;
  }

  @Override
  public void sendMessage(SIPMessage message) throws IOException {
    sender.send(message.encodeAsBytes(getTransport()), peer, () -> lost.accept(message));
  }

  @Override
  public void sendMessage(SIPMessage message, InetAddress to, int port) throws IOException {
    sender.send(
        message.encodeAsBytes(getTransport()),
        new InetSocketAddress(to, port),
        () -> lost.accept(message));
  }

  @Override
  protected void sendMessage(byte[] message, InetAddress to, int port, boolean reconnect)
      throws IOException {
    sender.send(message, new InetSocketAddress(to, port), () -> {});
  }

  /// The stack would loop a message to ourselves back through here; this side never calls itself.
  @Override
  public void processMessage(SIPMessage message) {
    throw new UnsupportedOperationException("An endpoint does not call itself.");
  }

  @Override
  public void close() {}

  @Override
  public SIPTransactionStack getSIPStack() {
    return stack;
  }

  @Override
  public String getTransport() {
    return transport.name();
  }

  @Override
  public boolean isReliable() {
    return transport.reliable();
  }

  @Override
  public boolean isSecure() {
    return transport == Transport.TLS;
  }

  @Override
  public String getPeerAddress() {
    return peer.getAddress().getHostAddress();
  }

  @Override
  protected InetAddress getPeerInetAddress() {
    return peer.getAddress();
  }

  @Override
  protected String getPeerProtocol() {
    return transport.name();
  }

  @Override
  public int getPeerPort() {
    return peer.getPort();
  }

  @Override
  public int getPeerPacketSourcePort() {
    return peer.getPort();
  }

  @Override
  public InetAddress getPeerPacketSourceAddress() {
    return peer.getAddress();
  }

  @Override
  public String getKey() {
    return MessageChannel.getKey(peer.getAddress(), peer.getPort(), transport.name());
  }

  @Override
  public String getViaHost() {
    return messageProcessor.getIpAddress().getHostAddress();
  }

  @Override
  public int getViaPort() {
    return messageProcessor.getPort();
  }
}
