package org.otklik.app.portal.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a citizen's page says.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FromCaller.SoundOffer.class, name = "offer"),
  @JsonSubTypes.Type(value = FromCaller.Digit.class, name = "digit"),
  @JsonSubTypes.Type(value = FromCaller.HangUp.class, name = "hangUp"),
  @JsonSubTypes.Type(value = FromCaller.Renew.class, name = "renew"),
})
sealed interface FromCaller {

  /// The browser's SDP offer: a new call, or the same call from a reloaded page.
  record SoundOffer(String id, String sdp, @Nullable UUID call) implements FromCaller {

    public SoundOffer {
      Objects.requireNonNull(id);
      Objects.requireNonNull(sdp);
    }
  }

  /// A key.
  record Digit(String digit) implements FromCaller {

    public Digit {
      Objects.requireNonNull(digit);
    }
  }

  /// The end.
  record HangUp() implements FromCaller {}

  /// Still here; answered with where the caller stands.
  record Renew() implements FromCaller {}
}
