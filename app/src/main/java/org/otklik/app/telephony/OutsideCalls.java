package org.otklik.app.telephony;

import java.util.concurrent.CompletionStage;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;

/// Calls that operators make to outside numbers, through the trunks.
///
/// Once it is answered such a call is one like a citizen's, named by the same id: [OperatorLines]
/// holds it and presses its keys, `CallEnded` tells its end whoever caused it. Nobody but these
/// methods calls out; to numbers that are not allowed by settings nobody ever does (toll fraud).
public interface OutsideCalls {

  /// Calls a number for an operator whose line is open. Trunks are tried in the order of settings,
  /// those that work first; it rings for the time of the settings at most. Meanwhile the operator
  /// hears what the network says. Answered, the two are connected, and recorded if wanted.
  ///
  /// The operator leaves whom they were connected with: hold a citizen before.
  ///
  /// @param call a new id
  /// @param number E.164, or as dialled in the country of the settings
  /// @param record whether the talk is recorded; what is said about that is the caller's matter
  /// @return completes when it is decided
  CompletionStage<Dialled> dial(CallId call, OperatorId operator, String number, boolean record);

  /// Gives the call up while it rings ([Dialled.Cancelled]), ends it when it was answered. Safe for
  /// a call that is over.
  void hangUp(CallId call);

  /// Connects a citizen with an answered outside call; the operator of both leaves. When one of the
  /// two ends, the other is ended. A recording of the citizen goes on.
  ///
  /// @return false when one of the two is over
  boolean handOver(ContactId citizen, CallId outside);

  /// What became of a call.
  sealed interface Dialled {

    /// They talk.
    record Answered() implements Dialled {}

    /// The number is engaged, or the call was declined.
    record Busy() implements Dialled {}

    /// Nobody took it in time.
    record NoAnswer() implements Dialled {}

    /// The number does not exist or cannot be reached.
    ///
    /// @param code of SIP, for the log and for experts
    record Refused(int code) implements Dialled {}

    /// No trunk is set, all are down, or all are full.
    record NoTrunk() implements Dialled {}

    /// This is no number, or none that may be called.
    record NotAllowed() implements Dialled {}

    /// The operator's own line is not open.
    record NoLine() implements Dialled {}

    /// It was given up by [OutsideCalls#hangUp], or the operator's line died.
    record Cancelled() implements Dialled {}
  }
}
