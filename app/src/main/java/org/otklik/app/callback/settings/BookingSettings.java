package org.otklik.app.callback.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How callbacks are booked, `otklik.callback.booking.*` (`OTKLIK_CALLBACK_BOOKING_WINDOW` and so
/// on).
///
/// @param window how long a window is; 15 or 30 minutes
/// @param days how many days ahead can be booked, today not counted
/// @param hours opening hours by English weekday, such as `monday: 08:00-20:00`; a day without any
///   is closed. Nothing at all: every day from 8 to 20
/// @param closed dates on which the centre is closed, such as `2027-01-01`
/// @param defaultCapacity places in a window while there is too little history to know better
/// @param onShift the share of the operators of the line-up who are at work in a window
/// @param hold how long a place is held for a number that is not confirmed
/// @param callEvery how soon the robot calls again who has not confirmed
/// @param perNetworkMax bookings from one network (/24 of IPv4, /56 of IPv6) within 24 hours. A
///   whole organisation may sit behind one: raise it where that is so
public record BookingSettings(
    @DefaultValue("30m") Duration window,
    @DefaultValue("5") @Min(0) @Max(6) int days,
    @DefaultValue Map<String, String> hours,
    @DefaultValue List<String> closed,
    @DefaultValue("2") @Min(0) int defaultCapacity,
    @DefaultValue("0.5") @DecimalMin("0.01") @DecimalMax("1") double onShift,
    @DefaultValue("10m") @DurationMin(minutes = 1) @DurationMax(hours = 1) Duration hold,
    @DefaultValue("3m") @DurationMin(seconds = 30) Duration callEvery,
    @DefaultValue("50") @Min(1) int perNetworkMax) {

  private static final Set<Duration> WINDOWS =
      Set.of(Duration.ofMinutes(15), Duration.ofMinutes(30));

  /// Checks the window and copies the collections.
  public BookingSettings {
    if (!WINDOWS.contains(window)) {
      throw new IllegalArgumentException(
          "otklik.callback.booking.window (%s) must be 15m or 30m.".formatted(window));
    }
    hours = Map.copyOf(hours);
    closed = List.copyOf(closed);
  }
}
