package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.util.List;
import org.otklik.app.callback.CallbackNotices;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.telephony.OutsideCalls;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/// Puts the module together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CallbackSettings.class)
class CallbackConfiguration {

  @Bean
  Keeper callbackKeeper(
      PromiseRows rows,
      Dispatch dispatch,
      ContactLog contacts,
      Journeys journeys,
      CallbackSettings settings,
      List<CallbackNotices> notices,
      TransactionOperations transaction,
      Clock clock) {
    return new Keeper(rows, dispatch, contacts, journeys, settings, notices, transaction, clock);
  }

  @Bean
  KeeperLoop callbackKeeperLoop(Keeper callbackKeeper, Clock clock) {
    return new KeeperLoop(callbackKeeper, clock);
  }

  @Bean
  DefaultCallbacks callbacks(
      PromiseRows rows,
      Keeper callbackKeeper,
      OutsideCalls outside,
      CentreWords words,
      CallbackSettings settings,
      Clock clock) {
    return new DefaultCallbacks(
        rows,
        callbackKeeper,
        outside,
        words,
        settings,
        clock,
        task -> Thread.ofVirtual().name("callback-promise").start(task));
  }
}
