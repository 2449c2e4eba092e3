package org.otklik.app.telephony;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Calls of citizens that are not with an operator: answered, spoken to, ended. Every method is
/// safe for a call that is over: it does nothing, and stages complete with `GONE`.
public interface Calls {

  /// Rings back to the caller without answering.
  void ring(CallId call);

  /// Tells an unanswered caller that they are queued (182), and lets them hear sounds before the
  /// answer (183): a telephone that has not proved that it hears us does so when it speaks.
  void queue(CallId call);

  /// Answers; completes with `DONE` when sound can flow.
  CompletionStage<Ending> answer(CallId call);

  /// Refuses an unanswered call.
  void refuse(CallId call, Refusal why);

  /// Plays sounds one after the other, in place of what plays now.
  ///
  /// @param sounds names of prompts with the language folder, such as `ru/greeting`
  CompletionStage<Ending> play(CallId call, List<String> sounds);

  /// Plays the hold music from where this call last heard it, until something else is asked.
  void music(CallId call);

  /// Silence.
  void stop(CallId call);

  /// Lets somebody hear what the caller says, at most 1 s later, until it is ended.
  ///
  /// @return ends it; does nothing when it has ended
  Runnable listen(CallId call, CallEars ears);

  /// Ends an answered call.
  void hangUp(CallId call);

  /// How something asked of a call ended.
  enum Ending {
    /// As asked.
    DONE,
    /// Something else was asked meanwhile.
    REPLACED,
    /// The call is over.
    GONE
  }

  /// Why a call is not answered.
  enum Refusal {
    /// The line is over its limit: 503 with Retry-After.
    BUSY,
    /// The number is not in service: 404.
    UNKNOWN_LINE,
    /// The product is being stopped: 503.
    STOPPING,
    /// It has rung for as long as it may: 480.
    NOBODY_FREE
  }
}
