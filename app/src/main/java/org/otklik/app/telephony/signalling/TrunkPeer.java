package org.otklik.app.telephony.signalling;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.otklik.wire.sip.Transport;
import org.otklik.wire.sip.TrunkHealth;

/// One address of a trunk to which calls go, and how it is. Safe for all threads.
final class TrunkPeer {
  private final String host;
  private final String hostPort;
  private final Transport transport;
  private final TrunkHealth health;

  /// @param host name or address, IPv6 without brackets
  /// @param port 0 for the standard one
  TrunkPeer(String host, int port, Transport transport, long nowNanos) {
    this.host = host;
    this.hostPort = port == 0 ? host() : host() + ":" + port;
    this.transport = transport;
    this.health = new TrunkHealth(nowNanos);
  }

  /// Name or address, IPv6 in brackets.
  String host() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /// The address of somebody there.
  String uri(String user) {
    return "sip:%s@%s;transport=%s".formatted(user, hostPort, word());
  }

  /// The address of the peer itself.
  String uri() {
    return "sip:%s;transport=%s".formatted(hostPort, word());
  }

  /// Where its signalling comes from; may wait for the name service.
  InetAddress address() throws UnknownHostException {
    return InetAddress.getByName(host);
  }

  synchronized boolean up() {
    return health.up();
  }

  synchronized void heard(int code, long nowNanos) {
    health.heard(code, nowNanos);
  }

  /// Whether it is to be asked how it is; once for each time that is due.
  synchronized boolean askNow(long nowNanos) {
    var due = health.pingDue(nowNanos);
    if (due) {
      health.asked(nowNanos);
    }
    return due;
  }

  private String word() {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return hostPort;
  }
}
