package org.otklik.app.desktop.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.PauseReason;

/// What an operator's page says. A message that is none of these closes nothing and is answered
/// with `refused`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FromDesk.Begin.class, name = "begin"),
  @JsonSubTypes.Type(value = FromDesk.Renew.class, name = "renew"),
  @JsonSubTypes.Type(value = FromDesk.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = FromDesk.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = FromDesk.End.class, name = "end"),
  @JsonSubTypes.Type(value = FromDesk.Accept.class, name = "accept"),
  @JsonSubTypes.Type(value = FromDesk.Decline.class, name = "decline"),
  @JsonSubTypes.Type(value = FromDesk.HangUp.class, name = "hangUp"),
  @JsonSubTypes.Type(value = FromDesk.Finish.class, name = "finish"),
  @JsonSubTypes.Type(value = FromDesk.SoundOffer.class, name = "offer"),
  @JsonSubTypes.Type(value = FromDesk.Mute.class, name = "mute"),
  @JsonSubTypes.Type(value = FromDesk.Hold.class, name = "hold"),
  @JsonSubTypes.Type(value = FromDesk.Digit.class, name = "digit"),
})
sealed interface FromDesk {

  /// The shift begins.
  record Begin() implements FromDesk {}

  /// Still here.
  record Renew() implements FromDesk {}

  /// Takes contacts.
  record Ready() implements FromDesk {}

  /// Takes nothing new.
  record Pause(PauseReason reason) implements FromDesk {}

  /// The shift ends.
  record End() implements FromDesk {}

  /// Takes the offer.
  record Accept(UUID contact) implements FromDesk {}

  /// Does not take it.
  record Decline(UUID contact, DeclineReason reason) implements FromDesk {}

  /// Ends the talk.
  record HangUp(UUID contact) implements FromDesk {}

  /// The notes are finished.
  record Finish() implements FromDesk {}

  /// The browser's SDP offer; answered with `answer`.
  record SoundOffer(String id, String sdp) implements FromDesk {}

  /// Not heard, or heard again.
  record Mute(boolean on) implements FromDesk {}

  /// Music for the citizen, or the talk again.
  record Hold(UUID contact, boolean on) implements FromDesk {}

  /// A key for the far side.
  record Digit(UUID contact, String digit) implements FromDesk {}
}
