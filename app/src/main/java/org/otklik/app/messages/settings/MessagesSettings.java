package org.otklik.app.messages.settings;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How voice messages are kept, `otklik.messages.*`.
///
/// @param folder where their sound lies, encrypted, `OTKLIK_MESSAGES_FOLDER`
/// @param keyFile made at the first start when no key is given, `OTKLIK_MESSAGES_KEYFILE`
/// @param key a Tink keyset (JSON) for streaming AEAD, in place of the file, `OTKLIK_MESSAGES_KEY`
/// @param kept from the end of each message, or from its beginning if nobody has heard it,
///   `OTKLIK_MESSAGES_KEPT`
/// @param perNumberMax messages of one number within 24 hours, `OTKLIK_MESSAGES_PERNUMBERMAX`
/// @param unknownSourcesMax the same for all callers together whose number is withheld,
///   `OTKLIK_MESSAGES_UNKNOWNSOURCESMAX`
/// @param dayMax messages of all within 24 hours, `OTKLIK_MESSAGES_DAYMAX`
/// @param diskFloor with less room than this on the disk no message is offered,
///   `OTKLIK_MESSAGES_DISKFLOOR`
/// @param recogniser how messages are written down by a machine
@ConfigurationProperties(value = "otklik.messages", ignoreUnknownFields = false)
@Validated
public record MessagesSettings(
    @NotNull Path folder,
    @NotNull Path keyFile,
    @Nullable String key,
    @DefaultValue("180d") @DurationMin(days = 1) Duration kept,
    @DefaultValue("5") @Min(1) int perNumberMax,
    @DefaultValue("200") @Min(1) int unknownSourcesMax,
    @DefaultValue("1000") @Min(1) int dayMax,
    @DefaultValue("500MB") DataSize diskFloor,
    @DefaultValue RecogniserSettings recogniser) {

  /// How messages are written down by a machine, `otklik.messages.recogniser.*`.
  ///
  /// @param model folder of a Vosk model; none when nothing is recognised,
  ///   `OTKLIK_MESSAGES_RECOGNISER_MODEL`
  /// @param language tag of the model's language; messages in others are not recognised,
  ///   `OTKLIK_MESSAGES_RECOGNISER_LANGUAGE`
  public record RecogniserSettings(@Nullable Path model, @DefaultValue("ru") String language) {}

  /// The key is in no text.
  @Override
  public String toString() {
    return "MessagesSettings[folder=" + folder + "]";
  }
}
