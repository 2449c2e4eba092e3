package org.otklik.app.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Language;

/// A notice and the proof of its sending.
///
/// @param text exactly what was or will be sent
/// @param proof what is known of its way
public record Notice(
    NoticeId id,
    NoticeTemplate template,
    Language language,
    Recipient recipient,
    String text,
    @Nullable Correlation correlation,
    Instant acceptedAt,
    Instant notAfter,
    NoticeStatus status,
    Proof proof) {

  /// What is known of a notice's way.
  ///
  /// @param attempts how often it was given to a gateway
  /// @param unanswered of these, how often nobody knows whether the gateway took it: so many times
  ///   more it may have arrived at most
  /// @param gateway which took it, such as `smpp`
  /// @param gatewayId under what id the gateway took it
  /// @param settledAt when it was delivered, failed or expired
  /// @param reason why it failed or was not sent at the last attempt: a code of ours or the
  ///   gateway's
  public record Proof(
      int attempts,
      int unanswered,
      @Nullable String gateway,
      @Nullable String gatewayId,
      @Nullable Instant sentAt,
      @Nullable Instant settledAt,
      @Nullable String reason) {}
}
