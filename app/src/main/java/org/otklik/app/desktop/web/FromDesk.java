package org.otklik.app.desktop.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.otklik.app.dispatch.DeclineReason;
import org.otklik.app.dispatch.PauseReason;
import org.otklik.app.dispatch.Teamwork.CallReason;
import org.otklik.app.dispatch.Teamwork.ParkReason;

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
  @JsonSubTypes.Type(value = FromDesk.ToTopic.class, name = "toTopic"),
  @JsonSubTypes.Type(value = FromDesk.ToColleague.class, name = "toColleague"),
  @JsonSubTypes.Type(value = FromDesk.AskColleague.class, name = "askColleague"),
  @JsonSubTypes.Type(value = FromDesk.AskTopic.class, name = "askTopic"),
  @JsonSubTypes.Type(value = FromDesk.Swap.class, name = "swap"),
  @JsonSubTypes.Type(value = FromDesk.Join.class, name = "join"),
  @JsonSubTypes.Type(value = FromDesk.HandOver.class, name = "handOver"),
  @JsonSubTypes.Type(value = FromDesk.EndConsult.class, name = "endConsult"),
  @JsonSubTypes.Type(value = FromDesk.Park.class, name = "park"),
  @JsonSubTypes.Type(value = FromDesk.TakeBack.class, name = "takeBack"),
  @JsonSubTypes.Type(value = FromDesk.CallCitizen.class, name = "callCitizen"),
  @JsonSubTypes.Type(value = FromDesk.ToNumber.class, name = "toNumber"),
  @JsonSubTypes.Type(value = FromDesk.AskNumber.class, name = "askNumber"),
  @JsonSubTypes.Type(value = FromDesk.StopTransfer.class, name = "stopTransfer"),
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

  /// Hands the contact on to a queue.
  record ToTopic(UUID contact, String topic) implements FromDesk {}

  /// Hands the contact on to an operator.
  record ToColleague(UUID contact, UUID colleague) implements FromDesk {}

  /// Asks a colleague about the contact.
  record AskColleague(UUID contact, UUID colleague) implements FromDesk {}

  /// Asks whoever answers for a topic.
  record AskTopic(UUID contact, String topic) implements FromDesk {}

  /// Turns from the colleague to the citizen, or back.
  record Swap(UUID contact) implements FromDesk {}

  /// Lets all three talk.
  record Join(UUID contact) implements FromDesk {}

  /// Leaves the contact to the colleague.
  record HandOver(UUID contact) implements FromDesk {}

  /// The consult is over.
  record EndConsult(UUID contact) implements FromDesk {}

  /// Puts the contact aside.
  record Park(UUID contact, ParkReason reason) implements FromDesk {}

  /// Takes a contact that was put aside.
  record TakeBack(UUID contact) implements FromDesk {}

  /// Calls the citizen of a contact.
  record CallCitizen(UUID contact, CallReason reason) implements FromDesk {}

  /// Hands the contact on to a number outside.
  record ToNumber(UUID contact, String number) implements FromDesk {}

  /// Asks somebody outside about the contact.
  record AskNumber(UUID contact, String number) implements FromDesk {}

  /// Not, after all, as long as it rings.
  record StopTransfer(UUID contact) implements FromDesk {}

  /// A key for the far side.
  record Digit(UUID contact, String digit) implements FromDesk {}
}
