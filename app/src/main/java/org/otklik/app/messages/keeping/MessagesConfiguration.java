package org.otklik.app.messages.keeping;

import java.time.Clock;
import org.otklik.app.access.AuditTrail;
import org.otklik.app.messages.jdbc.MessageRows;
import org.otklik.app.messages.settings.MessagesSettings;
import org.otklik.app.messages.sound.SealedSound;
import org.otklik.app.messages.sound.SoundKey;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Puts the module together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessagesSettings.class)
class MessagesConfiguration {

  @Bean
  SealedSound sealedSound(MessagesSettings settings) {
    return new SealedSound(settings.folder(), SoundKey.open(settings.key(), settings.keyFile()));
  }

  @Bean
  DefaultMessages messages(
      MessageRows rows,
      SealedSound sealedSound,
      AuditTrail audit,
      TransactionOperations transaction,
      MessagesSettings settings,
      Clock clock) {
    return new DefaultMessages(
        rows,
        sealedSound,
        audit,
        transaction,
        settings,
        clock,
        task -> Thread.ofVirtual().name("message").start(task));
  }

  @Bean
  MessageLoop messageLoop(
      DefaultMessages messages,
      MessageRows rows,
      SealedSound sealedSound,
      MessagesSettings settings,
      Clock clock) {
    return new MessageLoop(
        messages, new Recognition(rows, sealedSound, clock), settings.recogniser());
  }
}
