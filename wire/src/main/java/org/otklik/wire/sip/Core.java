package org.otklik.wire.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransportAlreadySupportedException;
import javax.sip.TransportNotSupportedException;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;
import org.otklik.wire.sip.log.StackLog;
import org.otklik.wire.sip.log.TrafficLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The stack with its settings, and the sorting of what it reports to the calls concerned.
///
/// The stack keeps transactions and dialogs (RFC 3261 12 and 17). Sockets, threads and timers are
/// ours, so that they have limits and everything of a call happens in its lane.
final class Core implements Intake.Served, SipListenerExt {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);

  /// Stands at a dialog in the place of a session that is over; a dialog with nothing is one that
  /// nobody expected.
  private static final Object ENDED = new Object();

  final SipSettings settings;
  final SipCounters counters;
  final Admission admission;
  final Lanes lanes;
  final Messages messages;
  private final SipEvents events;
  private final SerialEvents alarms;
  private final Sockets sockets;
  private final Intake intake;
  private final Optional<Registrar> registrar;
  private final SipStackImpl stack;
  private final SipProvider provider;

  /// Calls of ours that are not over, by `Call-ID`.
  private final Map<String, OutgoingLeg> legs = new ConcurrentHashMap<>();

  /// @throws SipStartFailed when the stack does not start
  Core(SipSettings settings, Sockets sockets, SipEvents events) {
    this.settings = settings;
    this.events = events;
    this.alarms = new SerialEvents("alarm", settings.events());
    this.sockets = sockets;
    this.counters = new SipCounters();
    this.admission = new Admission(settings.limits(), settings.known(), settings.nanos());
    this.lanes = new Lanes(counters);
    this.messages = new Messages(settings, sockets);
    this.registrar = Optional.ofNullable(settings.registrar()).map(its -> new Registrar(this, its));
    this.intake =
        new Intake(
            admission, lanes, new Replies(settings.userAgent()), counters, this, settings.nanos());
    try {
      this.stack = new Stack(properties(settings, sockets.port()));
      this.stack.getTimer().stop();
      this.stack.setTimer(lanes);
      this.provider = open();
    } catch (SipException | InvalidArgumentException | TooManyListenersException fault) {
      throw new SipStartFailed(fault);
    }
  }

  SipProvider provider() {
    return provider;
  }

  /// Has a dialog tell when an answer of ours is never acknowledged: by itself the stack tells that
  /// only of dialogs that rang before.
  void watch(Dialog dialog) {
    ((SIPDialog) dialog).addEventListener((SipProviderImpl) provider);
  }

  /// Stops listening and forgets all calls.
  ///
  /// The stack waits a second for its own threads, which do nothing here: it is left to do so
  /// alone.
  void close() {
    sockets.close();
    lanes.stop();
    Thread.ofVirtual().name("sip-stop").start(stack::stop);
  }

  @Override
  public boolean known(WireRequest request) {
    String key = request.getTransactionId();
    return stack.findTransaction(key, true) != null || stack.findPendingTransaction(key) != null;
  }

  @Override
  public boolean hasDialog(WireRequest request) {
    @Nullable Dialog dialog = stack.getDialog(request.getDialogId(true));
    return dialog != null && !DialogState.TERMINATED.equals(dialog.getState());
  }

  @Override
  public Optional<Fault> acknowledgedEarly(WireRequest prack) {
    @Nullable Dialog dialog = stack.getDialog(prack.getDialogId(true));
    return dialog != null && dialog.getApplicationData() instanceof Session session
        ? session.acknowledgedEarly(prack.wire())
        : Optional.of(Fault.of(481, "Call/Transaction Does Not Exist"));
  }

  @Override
  public boolean cancels(WireRequest request) {
    return stack.findTransaction(Branch.cancelled(request.wire()), true) != null;
  }

  @Override
  public void serve(WireRequest request) {
    MessageChannel channel = request.origin().channel();
    @Nullable ServerRequestInterface server = stack.newSIPServerRequest(request, channel);
    if (server != null) {
      try {
        server.processRequest(request, channel);
      } finally {
        release(server);
      }
    }
    if (request.takeAdmission()) {
      admission.left(request.origin().remote().getAddress());
      if (!request.origin().allowance().lifted()) {
        admission.proved();
      }
    }
  }

  /// The stack searches all its transactions for a response that none of them waits for; so it is
  /// shown only those that matter.
  @Override
  public void serve(WireResponse response, Origin origin) {
    if (stack.findTransaction(response.getTransactionId(), false) == null && !belated(response)) {
      return;
    }
    MessageChannel channel = origin.channel();
    @Nullable ServerResponseInterface client = stack.newSIPServerResponse(response, channel);
    if (client == null) {
      return;
    }
    try {
      boolean ours = !(client instanceof SIPClientTransaction tx) || tx.checkFromTag(response);
      if (ours) {
        client.processResponse(response, channel);
      }
    } finally {
      release(client);
    }
  }

  /// Sends a request that is never repeated and whose answer nobody waits for. No name is looked up
  /// for it.
  void sendOnce(SIPRequest request) {
    try {
      request.getTopmostVia().setBranch(Messages.branch());
      @Nullable Hop hop = stack.getNextHop(request);
      if (hop != null && Hosts.literal(hop.getHost())) {
        @Nullable MessageChannel way =
            stack.createRawMessageChannel(settings.bind().getHostAddress(), sockets.port(), hop);
        if (way != null) {
          way.sendMessage(request);
        }
      }
    } catch (SipException | ParseException | IOException fault) {
      LOG.debug("A request was not sent: {}", fault.getClass().getName());
    }
  }

  /// A call of ours begins, and is over when [#ended] follows.
  void began(String callId, OutgoingLeg leg) {
    legs.put(callId, leg);
  }

  void ended(String callId) {
    legs.remove(callId);
  }

  /// Whether a response whose transaction is over matters: it repeats an answer, or a second
  /// telephone takes a call of ours (RFC 3261 13.2.2.4). The stack would make a dialog that never
  /// ends of any other.
  private boolean belated(WireResponse response) {
    return stack.getDialog(response.getDialogId(false)) != null || forkedOf(response).isPresent();
  }

  private Optional<OutgoingLeg> forkedOf(WireResponse response) {
    boolean taken =
        response.getStatusCode() / 100 == 2 && response.getCSeq().getMethod().equals("INVITE");
    return taken
        ? Optional.ofNullable(legs.get(response.getCallId().getCallId()))
            .filter(leg -> leg.id().equals(response.getFromTag()))
        : Optional.empty();
  }

  @Override
  public void lost(SIPRequest request) {
    if (stack.findTransaction(request.getTransactionId(), false) instanceof ClientTransaction lost
        && lost.getApplicationData() instanceof Asker asker) {
      asker.unsent(lost);
    }
  }

  @Override
  public void transferRefused(WireMessage request, Origin origin) {
    counters.transfersRefused.increment();
    boolean ours =
        registrar.filter(its -> its.has(origin)).isPresent() || inStandingCall(request, origin);
    alarms.postIfRoom(() -> events.onTransferRefused(origin.remote(), origin.transport(), ours));
  }

  private boolean inStandingCall(WireMessage request, Origin origin) {
    if (!request.inDialog()) {
      return false;
    }
    try {
      @Nullable Dialog in = stack.getDialog(StackParser.request(request, origin).getDialogId(true));
      return in != null && in.getApplicationData() instanceof Session session && session.standing();
    } catch (ParseException malformed) {
      return false;
    }
  }

  @Override
  public void disconnected(Origin connection) {
    registrar.ifPresent(its -> its.disconnected(connection));
  }

  @Override
  public Optional<Registrar> registrar() {
    return registrar;
  }

  @Override
  public void processRequest(RequestEvent event) {
    var request = (WireRequest) event.getRequest();
    String method = request.getMethod();
    if (method.equals("INVITE") && !request.wire().inDialog()) {
      invited(request);
    } else if (method.equals("REGISTER")) {
      registered(request);
    } else if (method.equals("CANCEL")) {
      cancelled(event.getServerTransaction(), request);
    } else if (event.getDialog() != null
        && event.getDialog().getApplicationData() instanceof Session session) {
      request.origin().allowance().lift();
      session.received(method, request, event.getServerTransaction());
    }
  }

  @Override
  public void processResponse(ResponseEvent event) {
    ClientTransaction transaction = event.getClientTransaction();
    var response = (WireResponse) event.getResponse();
    @Nullable Dialog dialog = event.getDialog();
    if (transaction != null && transaction.getApplicationData() instanceof Asker asker) {
      asker.answered(transaction, response, dialog);
    } else if (transaction == null && dialog != null && dialog.getApplicationData() == null) {
      forkedOf(response).ifPresent(leg -> leg.forked(response, dialog));
    }
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (event.isServerTransaction()) {
      return;
    }
    ClientTransaction transaction = event.getClientTransaction();
    if (transaction.getApplicationData() instanceof Asker asker) {
      String callId = ((SIPRequest) transaction.getRequest()).getCallId().getCallId();
      lanes.of(callId).execute(() -> asker.unanswered(transaction));
    }
  }

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {
    Dialog dialog = event.getDialog();
    if (event.getReason() == DialogTimeoutEvent.Reason.AckNotReceived
        && dialog.getApplicationData() instanceof Session session) {
      lanes.of(dialog.getCallId().getCallId()).execute(session::notAcknowledged);
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {}

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  /// The stack keeps a dialog for up to 40 s after its end; the call need not stay with it.
  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {
    event.getDialog().setApplicationData(ENDED);
  }

  private void invited(WireRequest request) {
    try {
      ServerTransaction transaction = provider.getNewServerTransaction(request);
      transaction.sendResponse(messages.trying(request));
      var leg = new IncomingLeg(this, request, transaction);
      transaction.setApplicationData(leg);
      transaction.getDialog().setApplicationData(leg.session());
      if (request.takeAdmission()) {
        counters.callsIn.increment();
        leg.arrive(events);
      }
    } catch (SipException | InvalidArgumentException fault) {
      LOG.debug("An INVITE was not taken: {}", fault.getClass().getName());
    }
  }

  private void registered(WireRequest request) {
    registrar.ifPresent(
        its -> {
          try {
            its.received(request, provider.getNewServerTransaction(request));
          } catch (SipException fault) {
            LOG.debug("A REGISTER was not taken: {}", fault.getClass().getName());
          }
        });
  }

  private void cancelled(@Nullable ServerTransaction cancel, WireRequest request) {
    if (cancel == null) {
      return;
    }
    @Nullable ServerTransaction invite =
        ((SIPServerTransaction) cancel).getCanceledInviteTransaction();
    @Nullable Object called = invite == null ? null : invite.getApplicationData();
    try {
      String tag = called instanceof IncomingLeg leg ? leg.id() : "";
      cancel.sendResponse(messages.response(request, 200, "OK", tag));
    } catch (SipException | InvalidArgumentException fault) {
      LOG.debug("A CANCEL was not answered: {}", fault.getClass().getName());
    }
    if (called instanceof IncomingLeg leg) {
      leg.cancelled();
    }
  }

  /// Whoever is not told to a listener must be let go here; the stack leaves that to the transport.
  private static void release(Object handler) {
    if (handler instanceof SIPTransaction transaction && !transaction.passToListener()) {
      transaction.releaseSem();
    }
  }

  private SipProvider open()
      throws TransportNotSupportedException,
          InvalidArgumentException,
          ObjectInUseException,
          TooManyListenersException {
    stack.setMessageProcessorFactory(
        (transactions, bind, _, transport) ->
            processor(transactions, bind, Transport.valueOf(transport.toUpperCase(Locale.ROOT))));
    lanes.start();
    registrar.ifPresent(Registrar::start);
    SipProvider made = stack.createSipProvider(point(Transport.UDP));
    try {
      made.addListeningPoint(point(Transport.TCP));
      if (sockets.tls() != null) {
        made.addListeningPoint(point(Transport.TLS));
      }
    } catch (TransportAlreadySupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
    made.addSipListener(this);
    return made;
  }

  private MessageProcessor processor(
      SIPTransactionStack transactions, InetAddress bind, Transport transport) {
    var sentBy = new SentBy(settings.host(), sockets.port(transport), transport);
    SipTls tls = settings.tls();
    ServerSocket secured = sockets.tls();
    if (transport == Transport.UDP) {
      return new UdpTransport(transactions, sentBy, sockets.udp(), bind, intake);
    }
    return transport == Transport.TLS && tls != null && secured != null
        ? new StreamTransport(
            transactions,
            sentBy,
            secured,
            Stream.secured(tls.context()),
            bind,
            intake,
            counters,
            settings.nanos())
        : new StreamTransport(
            transactions,
            sentBy,
            sockets.tcp(),
            Stream.plain(),
            bind,
            intake,
            counters,
            settings.nanos());
  }

  private ListeningPoint point(Transport transport)
      throws TransportNotSupportedException, InvalidArgumentException {
    return stack.createListeningPoint(
        settings.bind().getHostAddress(), sockets.port(transport), transport.name());
  }

  private static Properties properties(SipSettings settings, int port) {
    var properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "otklik-" + port);
    properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
    String own = "gov.nist.javax.sip.";
    properties.setProperty(own + "STACK_LOGGER", StackLog.class.getName());
    properties.setProperty(own + "SERVER_LOGGER", TrafficLog.class.getName());
    properties.setProperty(own + "REENTRANT_LISTENER", "true");
    properties.setProperty(own + "THREAD_POOL_SIZE", Integer.toString(Lanes.COUNT));
    properties.setProperty(own + "MAX_MESSAGE_SIZE", Integer.toString(Intake.MESSAGE_MAX));
    properties.setProperty(own + "MAX_LISTENER_RESPONSE_TIME", "1");
    // Half a minute of finished calls is kept for what comes late: as bytes, not as objects.
    properties.setProperty(own + "RELEASE_REFERENCES_STRATEGY", "Normal");
    properties.setProperty(own + "CONGESTION_CONTROL_TIMEOUT", "0");
    properties.setProperty(own + "EARLY_DIALOG_TIMEOUT_SECONDS", "86400");
    properties.setProperty(
        own + "DIALOG_TIMEOUT_FACTOR",
        Long.toString(settings.ackTimeout().dividedBy(SipSettings.TICK)));
    return properties;
  }
}
