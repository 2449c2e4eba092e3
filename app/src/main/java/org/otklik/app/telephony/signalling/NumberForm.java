package org.otklik.app.telephony.signalling;

/// How a trunk writes numbers.
enum NumberForm {
  /// With a plus.
  PLUS_E164("+e164"),
  /// The same without it.
  E164("e164"),
  /// As dialled in the country.
  NATIONAL("national");

  private final String word;

  NumberForm(String word) {
    this.word = word;
  }

  /// How it stands in settings.
  String word() {
    return word;
  }
}
