package org.otklik.app.reception;

import org.otklik.app.callback.Callbacks;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.messages.Messages;
import org.otklik.app.reception.settings.ReceptionSettings;
import org.otklik.app.telephony.Calls;
import org.otklik.app.telephony.Sounds;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/// Puts reception together.
@Configuration(proxyBeanMethods = false)
@PropertySource(value = "classpath:reception.properties", encoding = "UTF-8")
@EnableConfigurationProperties(ReceptionSettings.class)
class ReceptionConfiguration {

  @Bean
  Lines lines(ReceptionSettings settings, Topics topics, Sounds sounds) {
    return Lines.check(
        settings.lines(),
        topic -> topics.find(topic).filter(found -> !found.expert()).isPresent(),
        sounds::has);
  }

  @Bean
  DefaultTimers receptionTimers() {
    return new DefaultTimers();
  }

  @Bean
  FrontDoor frontDoor(
      Lines lines,
      ReceptionSettings settings,
      Calls calls,
      Dispatch dispatch,
      Callbacks callbacks,
      Messages messages,
      DefaultTimers receptionTimers) {
    return new FrontDoor(
        lines, settings.conversationsMax(), calls, dispatch, callbacks, messages, receptionTimers);
  }
}
