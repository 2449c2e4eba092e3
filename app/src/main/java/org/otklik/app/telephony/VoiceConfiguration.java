package org.otklik.app.telephony;

import org.otklik.app.telephony.settings.VoiceSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the line's voice.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VoiceSettings.class)
class VoiceConfiguration {

  @Bean
  Sounds sounds(VoiceSettings settings) {
    return SoundFiles.load(settings.folder());
  }
}
