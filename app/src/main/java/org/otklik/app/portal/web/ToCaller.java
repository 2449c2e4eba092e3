package org.otklik.app.portal.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a citizen's page is told.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ToCaller.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = ToCaller.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = ToCaller.Spot.class, name = "spot"),
  @JsonSubTypes.Type(value = ToCaller.Connected.class, name = "connected"),
  @JsonSubTypes.Type(value = ToCaller.WaitsAgain.class, name = "waits-again"),
  @JsonSubTypes.Type(value = ToCaller.Ended.class, name = "ended"),
})
sealed interface ToCaller {

  /// The SDP answer to the offer with this id; the call may be resumed by its id.
  record Answer(String answers, String sdp, UUID call) implements ToCaller {}

  /// The call cannot be made, resumed or taken; the page has the sentence `problem.` + code.
  ///
  /// @param answers the offer that it answers; null when it is said of a call or of the page itself
  record Refused(@Nullable String answers, String code) implements ToCaller {}

  /// Where the caller stands, in words; null when they do not wait.
  record Spot(@Nullable String text) implements ToCaller {}

  /// An operator is on the line.
  record Connected() implements ToCaller {}

  /// The operator's line broke off; the caller waits in front.
  record WaitsAgain() implements ToCaller {}

  /// The call is over.
  record Ended(String cause) implements ToCaller {}
}
