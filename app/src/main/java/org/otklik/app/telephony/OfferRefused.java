package org.otklik.app.telephony;

/// A browser's offer cannot be used; the message says why in a sentence for a log.
public final class OfferRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Keeps the sentence.
  public OfferRefused(String message) {
    super(message);
  }
}
