package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.otklik.app.telephony.media.Party;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the sockets of legs on ports of the pool. Safe for all threads.
final class MediaSockets {

  /// Ports that are tried when others on this machine hold them.
  static final int ATTEMPTS_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(MediaSockets.class);

  /// Expedited forwarding (RFC 3246): routers that heed it let sound go first.
  private static final int EXPEDITED = 0xB8;

  private final PortPool ports;
  private final InetAddress address;

  /// @param address to listen on; the wildcard address for all
  MediaSockets(PortPool ports, InetAddress address) {
    this.ports = ports;
    this.address = address;
  }

  /// Opens the two sockets of a telephone.
  ///
  /// @return empty if no port is free
  Optional<PlainPath.Sockets> openPair() {
    for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var port = ports.takePair();
      if (port.isEmpty()) {
        return Optional.empty();
      }
      var even = port.getAsInt();
      var rtp = open(even);
      var rtcp = rtp.flatMap(_ -> open(even + 1));
      Runnable freed =
          () -> {
            ports.free(even);
            ports.free(even + 1);
          };
      if (rtp.isPresent() && rtcp.isPresent()) {
        return Optional.of(new PlainPath.Sockets(rtp.get(), rtcp.get(), freed));
      }
      rtp.ifPresent(MediaSockets::close);
      freed.run();
    }
    return Optional.empty();
  }

  /// Opens the socket of a browser.
  ///
  /// @return empty if no port is free
  Optional<BrowserPath.Socket> openOne(Party party) {
    for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var port = ports.takeOne(party);
      if (port.isEmpty()) {
        return Optional.empty();
      }
      var channel = open(port.getAsInt());
      if (channel.isPresent()) {
        return Optional.of(
            new BrowserPath.Socket(channel.get(), () -> ports.free(port.getAsInt())));
      }
      ports.free(port.getAsInt());
    }
    return Optional.empty();
  }

  private Optional<DatagramChannel> open(int port) {
    DatagramChannel channel;
    try {
      channel =
          DatagramChannel.open(
              address instanceof Inet6Address
                  ? StandardProtocolFamily.INET6
                  : StandardProtocolFamily.INET);
    } catch (IOException e) {
      LOG.warn("No socket for sound can be opened.", e);
      return Optional.empty();
    }
    try {
      channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
      channel.bind(new InetSocketAddress(address, port));
      channel.configureBlocking(false);
      return Optional.of(channel);
    } catch (IOException e) {
      LOG.debug("The media port {} is not free.", port, e);
      close(channel);
      return Optional.empty();
    }
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("A media socket could not be closed.", e);
    }
  }
}
