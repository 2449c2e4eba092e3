package org.otklik.wire.sip;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Properties;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;

/// The stack, where it finds the way out.
final class Stack extends SipStackImpl {

  Stack(Properties properties) throws PeerUnavailableException {
    super(properties);
  }

  /// A request that knows its way goes it ([Flow]).
  @Override
  public Hop getNextHop(SIPRequest request) throws SipException {
    return request.getApplicationData() instanceof Flow flow ? flow : super.getNextHop(request);
  }

  /// Chooses the way by its transport alone: the stack asks for the port that the dialog began at,
  /// which is not that of TLS.
  @Override
  public @Nullable MessageChannel createRawMessageChannel(String ours, int port, Hop hop)
      throws UnknownHostException {
    for (MessageProcessor processor : getMessageProcessors()) {
      if (processor.getTransport().equalsIgnoreCase(hop.getTransport())) {
        return channel(processor, hop);
      }
    }
    return null;
  }

  /// Whoever has proved nothing is sent only so much.
  @Override
  public SIPServerTransaction createServerTransaction(MessageChannel channel) {
    return new BoundedAnswers(this, channel);
  }

  private static @Nullable MessageChannel channel(MessageProcessor processor, Hop hop)
      throws UnknownHostException {
    var to = new HostPort();
    to.setHost(new Host(hop.getHost()));
    to.setPort(hop.getPort());
    try {
      return processor.createMessageChannel(to);
    } catch (UnknownHostException unknown) {
      throw unknown;
    } catch (IOException fault) {
      return null;
    }
  }
}
