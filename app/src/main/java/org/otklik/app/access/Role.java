package org.otklik.app.access;

/// What an account is for; an account may have several.
public enum Role {
  /// A person served by the centre.
  CITIZEN,
  /// Answers citizens.
  OPERATOR,
  /// Leads a shift: queues, people, promises, disputes.
  SUPERVISOR,
  /// Evaluates contacts and trains operators.
  QUALITY,
  /// A case officer of an agency, who decides applications.
  AGENCY,
  /// Installs and sets up the centre.
  ADMIN
}
