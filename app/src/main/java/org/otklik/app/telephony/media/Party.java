package org.otklik.app.telephony.media;

/// Whose leg it is. When ports run short, those of operators are kept for them.
public enum Party {
  CITIZEN,
  OPERATOR
}
