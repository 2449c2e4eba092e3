package org.otklik.app.telephony;

import org.otklik.app.telephony.media.MediaGroup;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.app.telephony.settings.VoiceSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Reads the settings of telephony and makes the line's voice.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({VoiceSettings.class, TelephonySettings.class})
class TelephonyConfiguration {

  @Bean
  Sounds sounds(VoiceSettings settings) {
    return SoundFiles.load(settings.folder());
  }

  /// All legs that can meet: there is one queue group.
  @Bean
  MediaGroup mediaGroup() {
    return new MediaGroup("main");
  }
}
