package org.otklik.app.telephony;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.otklik.engine.routing.OperatorId;

/// Numbers outside that operators may call. The calls themselves are asked of dispatch, which knows
/// who is free; to numbers that are not allowed by settings nobody ever calls (toll fraud).
public interface OutsideCalls {

  /// Whether there is a trunk at all by which calls go out.
  boolean hasWayOut();

  /// The number as E.164; empty if it is none, or none that may be called.
  ///
  /// @param number E.164, or as dialled in the country of the settings
  Optional<String> findAllowed(String number);

  /// The same for a number to which a citizen is to be handed on.
  Optional<String> findTransfer(String number);

  /// Whether citizens may be handed on to anybody outside at all.
  boolean transfers();

  /// Since when each citizen who was handed on talks outside, the longest first. With no operator
  /// they are on no other list; at `otklik.telephony.outside.talk-max` such a talk is ended.
  List<Instant> handedOver();

  /// An operator has asked for a number that may not be called. The third within ten minutes,
  /// whoever asks, raises the alarm of toll fraud. What is no number at all is a slip, and does not
  /// count.
  void suspect(OperatorId operator, String number);
}
