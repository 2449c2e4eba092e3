package org.otklik.app.telephony;

import java.util.Optional;

/// Numbers outside that operators may call. The calls themselves are asked of dispatch, which knows
/// who is free; to numbers that are not allowed by settings nobody ever calls (toll fraud).
public interface OutsideCalls {

  /// The number as E.164; empty if it is none, or none that may be called.
  ///
  /// @param number E.164, or as dialled in the country of the settings
  Optional<String> findAllowed(String number);

  /// The same for a number to which a citizen is to be handed on.
  Optional<String> findTransfer(String number);

  /// Whether citizens may be handed on to anybody outside at all.
  boolean transfers();
}
