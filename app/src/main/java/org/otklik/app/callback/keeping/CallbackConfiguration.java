package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.util.List;
import org.otklik.app.callback.CallbackNotices;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.ConfirmationCalls;
import org.otklik.app.callback.jdbc.BookingRows;
import org.otklik.app.callback.jdbc.PromiseRows;
import org.otklik.app.callback.settings.CallbackSettings;
import org.otklik.app.dispatch.ContactLog;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.Journeys;
import org.otklik.app.dispatch.Staff;
import org.otklik.app.pages.Centre;
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
  KeeperLoop callbackKeeperLoop(Keeper callbackKeeper, DefaultBookings bookings, Clock clock) {
    return new KeeperLoop(callbackKeeper, bookings, clock);
  }

  @Bean
  Windows callbackWindows(
      CallbackSettings settings, Centre centre, History history, Staff staff, Clock clock) {
    var booking = settings.booking();
    var hours = OpeningHours.check(booking.hours(), booking.closed(), centre.zone());
    return new Windows(booking, hours, history, staff, clock);
  }

  @Bean
  DefaultBookings bookings(
      BookingRows rows,
      PromiseRows promises,
      Keeper callbackKeeper,
      Windows callbackWindows,
      DefaultCallbacks callbacks,
      ConfirmationCalls robot,
      CentreWords words,
      CallbackSettings settings,
      TransactionOperations transaction,
      Clock clock) {
    return new DefaultBookings(
        rows,
        promises,
        callbackKeeper,
        callbackWindows,
        callbacks,
        robot,
        words,
        settings,
        transaction,
        clock);
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
