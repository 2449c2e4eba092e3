package org.otklik.app.telephony.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the line's voice comes from.
///
/// @param folder the centre's own prompts (`OTKLIK_VOICE_FOLDER`), named and ordered like the
///   built-in ones (`ru/greeting.wav`); null or empty: the built-in ones alone
@ConfigurationProperties(value = "otklik.voice", ignoreUnknownFields = false)
public record VoiceSettings(@Nullable Path folder) {

  /// An empty setting means none.
  public VoiceSettings {
    if (folder != null && folder.toString().isEmpty()) {
      folder = null;
    }
  }
}
