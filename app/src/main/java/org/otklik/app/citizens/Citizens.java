package org.otklik.app.citizens;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The people known to the centre.
public interface Citizens {

  /// Citizens with this number on file: none, one or several, at most 20.
  ///
  /// @param number E.164
  List<MaskedCitizen> findByNumber(String number);

  /// One citizen, masked.
  Optional<MaskedCitizen> findMasked(CitizenId id);

  /// Those of these citizens who are known, masked.
  List<MaskedCitizen> findMasked(Collection<CitizenId> ids);

  /// The citizen whose account this is.
  ///
  /// @param accountId value of the account's id
  Optional<CitizenId> findByAccount(UUID accountId);
}
