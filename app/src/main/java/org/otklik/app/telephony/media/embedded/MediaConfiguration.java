package org.otklik.app.telephony.media.embedded;

import java.security.SecureRandom;
import java.time.Clock;
import org.otklik.app.telephony.media.MediaAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the embedded media plane.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
class MediaConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  EmbeddedMediaPlane mediaPlane(MediaSettings settings, Clock clock) {
    return new EmbeddedMediaPlane(settings.setup(), new SecureRandom(), clock, System::nanoTime);
  }

  @Bean
  MediaHealthIndicator mediaHealthIndicator(EmbeddedMediaPlane plane) {
    return new MediaHealthIndicator(plane);
  }

  @Bean
  MediaAddress mediaAddress(EmbeddedMediaPlane plane) {
    return plane.address();
  }
}
