package org.otklik.app.access;

import org.jspecify.annotations.Nullable;

/// One thing done with somebody's data or with the centre's settings.
///
/// @param who the account that did it, null for a stranger or the program itself
/// @param what a code such as `citizen.viewed`; its words are the text `audit.what.<code>`
/// @param reason why, as the person or the rule stated it; may be empty
/// @param source where from: an address, or the part of the program
public record AuditEntry(
    @Nullable AccountId who, String what, Subject subject, String reason, String source) {

  /// What it was done to.
  ///
  /// @param kind such as `citizen`; its words are the text `audit.subject.<kind>`
  public record Subject(String kind, String id) {}
}
