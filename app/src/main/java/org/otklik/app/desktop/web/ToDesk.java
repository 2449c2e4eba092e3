package org.otklik.app.desktop.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an operator's page is told. Times are milliseconds since 1970.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToDesk.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = ToDesk.PresenceIs.class, name = "presence"),
  @JsonSubTypes.Type(value = ToDesk.Ring.class, name = "ring"),
  @JsonSubTypes.Type(value = ToDesk.Withdraw.class, name = "withdraw"),
  @JsonSubTypes.Type(value = ToDesk.Connected.class, name = "connected"),
  @JsonSubTypes.Type(value = ToDesk.Parked.class, name = "parked"),
  @JsonSubTypes.Type(value = ToDesk.Supervised.class, name = "supervised"),
  @JsonSubTypes.Type(value = ToDesk.TogetherIs.class, name = "together"),
  @JsonSubTypes.Type(value = ToDesk.OutsideIs.class, name = "outside"),
  @JsonSubTypes.Type(value = ToDesk.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = ToDesk.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = ToDesk.LineLost.class, name = "line-lost"),
  @JsonSubTypes.Type(value = ToDesk.Phone.class, name = "phone"),
  @JsonSubTypes.Type(value = ToDesk.Replaced.class, name = "replaced"),
  @JsonSubTypes.Type(value = ToDesk.SignedOut.class, name = "signed-out"),
})
sealed interface ToDesk {

  /// The first message: the centre's clock.
  record Hello(long now) implements ToDesk {}

  /// The operator's state, `OFFLINE` included.
  record PresenceIs(
      String state,
      long since,
      @Nullable Long until,
      @Nullable UUID contact,
      @Nullable String pauseReason)
      implements ToDesk {}

  /// A contact is offered; topic, language and reason are words of the page's language; `asking` is
  /// the colleague who asks for advice, empty when a citizen is to be taken.
  record Ring(
      UUID contact,
      @Nullable String number,
      String topic,
      String language,
      long since,
      long until,
      String reason,
      String asking)
      implements ToDesk {}

  /// The offer is gone; why, in words.
  record Withdraw(UUID contact, String text) implements ToDesk {}

  /// Citizen and operator hear each other.
  record Connected(UUID contact) implements ToDesk {}

  /// A supervisor takes part in the talk, or no more; in words.
  record Supervised(UUID contact, String text) implements ToDesk {}

  /// How far a consult is; `other` is the name of the one on the other side, empty for one
  /// `outside`.
  record TogetherIs(UUID contact, boolean asking, String stage, String other, boolean outside)
      implements ToDesk {}

  /// How far a call to an outside number is, in words too; `how` is null while it rings.
  record OutsideIs(UUID contact, String what, @Nullable String how, String text)
      implements ToDesk {}

  /// What was put aside and may be taken, in words, the oldest first.
  record Parked(List<ParkedRow> contacts) implements ToDesk {}

  /// One contact that was put aside.
  record ParkedRow(
      UUID contact,
      @Nullable String number,
      String topic,
      String reason,
      boolean mine,
      long until) {}

  /// The SDP answer to the offer with this id.
  record Answer(String answers, String sdp) implements ToDesk {}

  /// What was said cannot be done; the code is the key of a text of the page.
  record Refused(@Nullable String answers, String code) implements ToDesk {}

  /// The sound is gone: open the line again.
  record LineLost() implements ToDesk {}

  /// Whether a telephone is the operator's sound, in place of the page.
  record Phone(boolean registered) implements ToDesk {}

  /// Another page has taken over.
  record Replaced() implements ToDesk {}

  /// The person is signed out: sign in again.
  record SignedOut() implements ToDesk {}
}
