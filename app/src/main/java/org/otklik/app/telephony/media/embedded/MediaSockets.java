package org.otklik.app.telephony.media.embedded;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
  private final Opener opener;

  /// @param address to listen on; the wildcard address for all
  MediaSockets(PortPool ports, InetAddress address) {
    this.ports = ports;
    this.address = address;
    this.opener = this::channel;
  }

  MediaSockets(PortPool ports, InetAddress address, Opener opener) {
    this.ports = ports;
    this.address = address;
    this.opener = opener;
  }

  /// Opens the two sockets of a telephone.
  ///
  /// @return empty if no port is free
  Optional<PlainPath.Sockets> openPair(Party party) {
    return open(() -> ports.takePair(party), 2)
        .map(
            bound ->
                new PlainPath.Sockets(
                    bound.channels.getFirst(), bound.channels.getLast(), bound::free));
  }

  /// Opens the socket of a browser.
  ///
  /// @return empty if no port is free
  Optional<BrowserPath.Socket> openOne(Party party) {
    return open(() -> ports.takeOne(party), 1)
        .map(bound -> new BrowserPath.Socket(bound.channels.getFirst(), bound::free));
  }

  /// Another port helps when one is held by others on this machine, but not when no socket can be
  /// opened at all, as with too many open files.
  private Optional<Bound> open(Supplier<OptionalInt> port, int count) {
    for (var attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      var first = port.get();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      var bound = new Bound(first.getAsInt(), count);
      if (bound.open() && bound.bind()) {
        return Optional.of(bound);
      }
      bound.close();
      if (bound.channels.size() < count) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private DatagramChannel channel() throws IOException {
    return DatagramChannel.open(
        address instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET);
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("A media socket could not be closed.", e);
    }
  }

  /// Opens a channel that is not bound yet.
  @FunctionalInterface
  interface Opener {

    DatagramChannel open() throws IOException;
  }

  /// Ports that were taken, and their channels.
  private final class Bound {

    private final int first;
    private final int count;
    private final List<DatagramChannel> channels = new ArrayList<>();

    Bound(int first, int count) {
      this.first = first;
      this.count = count;
    }

    /// @return false if there are no more sockets
    boolean open() {
      try {
        while (channels.size() < count) {
          channels.add(opener.open());
        }
        return true;
      } catch (IOException e) {
        LOG.warn("No socket for sound can be opened: {}", e.getMessage());
        return false;
      }
    }

    /// @return false if a port is not free
    boolean bind() {
      try {
        for (var i = 0; i < count; i++) {
          var channel = channels.get(i);
          channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED);
          channel.bind(new InetSocketAddress(address, first + i));
          channel.configureBlocking(false);
        }
        return true;
      } catch (IOException e) {
        LOG.debug("A media port from {} on is not free: {}", first, e.getMessage());
        return false;
      }
    }

    void close() {
      channels.forEach(MediaSockets::close);
      free();
    }

    void free() {
      for (var i = 0; i < count; i++) {
        ports.free(first + i);
      }
    }
  }
}
