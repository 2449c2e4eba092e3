package org.otklik.app.notifications.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SessionStateListener;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.otklik.app.notifications.sending.Trust;
import org.otklik.app.notifications.settings.SmsSettings;

/// Opens sessions with the gateway, for sending and receiving in one (`bind_transceiver`).
final class SmppSessions {
  static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /// The gateway answers in this time or not at all.
  static final Duration ANSWER_MAX = Duration.ofSeconds(10);

  /// After so long a silence we ask whether the gateway is there; without an answer the session is
  /// closed.
  static final Duration ENQUIRES_AFTER = Duration.ofSeconds(15);

  /// Messages of the gateway that are worked on at once, and that wait; further ones are answered
  /// with "throttled".
  private static final int RECEIVING = 3;

  private static final int RECEIVED_WAITING_MAX = 100;

  private final SmsSettings settings;

  SmppSessions(SmsSettings settings) {
    this.settings = settings;
  }

  /// Connects and signs in.
  ///
  /// @throws IOException if the gateway cannot be reached or refuses us
  SMPPSession open(MessageReceiverListener receiver, SessionStateListener states)
      throws IOException {
    var session = new SMPPSession(this::connect);
    session.setPduProcessorDegree(RECEIVING);
    session.setQueueCapacity(RECEIVED_WAITING_MAX + settings.window());
    session.setTransactionTimer(ANSWER_MAX.toMillis());
    session.setEnquireLinkTimer((int) ENQUIRES_AFTER.toMillis());
    session.setMessageReceiverListener(receiver);
    session.addSessionStateListener(states);
    try {
      session.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.user(),
              settings.password(),
              settings.systemType(),
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null,
              InterfaceVersion.IF_34),
          ANSWER_MAX.toMillis());
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Connection connect(String host, int port) throws IOException {
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(host, port), (int) CONNECT_MAX.toMillis());
      return new SocketConnection(settings.tls() ? encrypted(plain) : plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocketFactory sockets = Trust.sockets(settings.certificate());
    var socket = (SSLSocket) sockets.createSocket(plain, settings.host(), settings.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is of this host
    socket.setSSLParameters(parameters);
    socket.setSoTimeout((int) CONNECT_MAX.toMillis());
    socket.startHandshake();
    return socket;
  }
}
