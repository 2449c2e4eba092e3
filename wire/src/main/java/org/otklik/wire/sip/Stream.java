package org.otklik.wire.sip;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// What lies between a connection and its messages: nothing (TCP), or TLS.
@FunctionalInterface
interface Stream {

  /// Makes octets of messages of those on the socket; may wait for the other side.
  ///
  /// @param called whether the other side opened the connection
  Socket over(Socket connected, InetSocketAddress remote, boolean called) throws IOException;

  static Stream plain() {
    return (connected, _, _) -> connected;
  }

  /// TLS 1.3 and 1.2. The called side shows its certificate, which must name the host that was
  /// called; the calling side shows none.
  ///
  /// @param context asked for each connection
  static Stream secured(Supplier<SSLContext> context) {
    return (connected, remote, called) -> {
      SSLSocketFactory sockets = context.get().getSocketFactory();
      SSLSocket socket =
          called
              ? (SSLSocket) sockets.createSocket(connected, null, true)
              : (SSLSocket)
                  sockets.createSocket(connected, remote.getHostString(), remote.getPort(), true);
      socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      if (!called) {
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      return socket;
    };
  }
}
