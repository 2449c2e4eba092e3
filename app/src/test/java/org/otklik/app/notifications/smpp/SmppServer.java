package org.otklik.app.notifications.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.util.MessageId;

/// The other side of SMPP on the loopback interface: takes binds and messages as a test says, keeps
/// what it was given, and delivers what a test wants.
final class SmppServer implements AutoCloseable, ServerMessageReceiverListener {
  static final int OK = 0;

  /// Closes the connection instead of answering.
  static final int DROP = -1;

  /// The kind of message that is a receipt (SMPP 3.4, 5.2.12).
  static final byte RECEIPT = 0x04;

  /// The kind of message that begins with a header.
  static final byte WITH_HEADER = 0x40;

  private static final int NOT_SUPPORTED = 0x03;
  private static final long BIND_MAX_MILLIS = 5_000;

  final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
  final List<String> binds = new CopyOnWriteArrayList<>();
  volatile int bindStatus = OK;

  /// The status of the answer to a message.
  volatile ToIntFunction<SubmitSm> answer = _ -> OK;

  /// The id that a message gets, made of its ordinal.
  volatile UnaryOperator<String> ids = UnaryOperator.identity();

  private final ServerSocket socket;
  private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();

  SmppServer() throws IOException {
    this(ServerSocketFactory.getDefault());
  }

  SmppServer(ServerSocketFactory sockets) throws IOException {
    this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::acceptAll);
  }

  int port() {
    return socket.getLocalPort();
  }

  int connected() {
    return (int) sessions.stream().filter(session -> session.getSessionState().isBound()).count();
  }

  void drop() {
    sessions.forEach(SMPPServerSession::close);
    sessions.clear();
  }

  /// Brings a message to the centre, and waits for its answer.
  void deliver(String from, byte kind, byte coding, byte[] octets, OptionalParameter... parameters)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    sessions
        .getLast()
        .deliverShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            from,
            TypeOfNumber.NETWORK_SPECIFIC,
            NumberingPlanIndicator.UNKNOWN,
            "115",
            new ESMClass(kind),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(0),
            new RawDataCoding(coding),
            octets,
            parameters);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    drop();
  }

  private void acceptAll() {
    while (!socket.isClosed()) {
      try {
        var session =
            new SMPPServerSession(new SocketConnection(socket.accept()), null, this, null, 3, 100);
        Thread.ofVirtual().start(() -> bind(session));
      } catch (IOException _) {
        Thread.onSpinWait(); // one connection less
      }
    }
  }

  private void bind(SMPPServerSession session) {
    try {
      var request = session.waitForBind(BIND_MAX_MILLIS);
      binds.add(
          "%s %s %s"
              .formatted(request.getBindType(), request.getSystemId(), request.getPassword()));
      if (bindStatus == OK) {
        request.accept("server");
        sessions.add(session);
      } else {
        request.reject(bindStatus);
      }
    } catch (IOException | TimeoutException | PDUException e) {
      session.close();
    }
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm message, SMPPServerSession session)
      throws ProcessRequestException {
    submitted.add(message);
    var ordinal = Integer.toString(submitted.size());
    int status = answer.applyAsInt(message);
    if (status == DROP) {
      session.close();
    }
    if (status != OK) {
      throw new ProcessRequestException("as the test says", status);
    }
    try {
      return new SubmitSmResult(new MessageId(ids.apply(ordinal)), new OptionalParameter[0]);
    } catch (PDUException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti message, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm message, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public void onAcceptCancelSm(CancelSm message, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm message, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm message, SMPPServerSession session)
      throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm query, SMPPServerSession session) throws ProcessRequestException {
    throw notSupported();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm message, Session session)
      throws ProcessRequestException {
    throw notSupported();
  }

  private static ProcessRequestException notSupported() {
    return new ProcessRequestException("not supported", NOT_SUPPORTED);
  }
}
