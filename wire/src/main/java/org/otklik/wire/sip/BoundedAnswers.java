package org.otklik.wire.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;

/// A server transaction that answers within the [Allowance] of its request; what is over it is not
/// sent, as if the network had lost it.
final class BoundedAnswers extends SIPServerTransactionImpl {
  private static final long serialVersionUID = 1L;

  private transient Allowance allowance = Allowance.UNBOUNDED;
  private int lastOctets;
  private boolean lastIsFinal;

  BoundedAnswers(SIPTransactionStack stack, MessageChannel channel) {
    super(stack, channel);
  }

  @Override
  public void setOriginalRequest(SIPRequest request) {
    super.setOriginalRequest(request);
    if (request instanceof WireRequest wire) {
      allowance = wire.origin().allowance();
    }
  }

  @Override
  protected void sendResponse(SIPResponse response) throws IOException {
    if (!allowance.lifted()) {
      lastOctets = response.encodeAsBytes(getTransport()).length;
      lastIsFinal = response.getStatusCode() >= 200;
    }
    if (allowance.take(lastOctets, lastIsFinal)) {
      super.sendResponse(response);
    }
  }

  @Override
  public void resendLastResponseAsBytes() throws IOException {
    if (allowance.take(lastOctets, lastIsFinal)) {
      super.resendLastResponseAsBytes();
    }
  }
}
