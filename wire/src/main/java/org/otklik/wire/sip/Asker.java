package org.otklik.wire.sip;

import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import org.jspecify.annotations.Nullable;

/// Who sent a request, and is told what came of it; in its lane.
interface Asker {

  void answered(ClientTransaction request, WireResponse response, @Nullable Dialog dialog);

  /// No final response came in 32 seconds.
  void unanswered(ClientTransaction request);

  /// The request could not be sent.
  void unsent(ClientTransaction request);
}
