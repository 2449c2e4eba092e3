package org.otklik.app.callback.keeping;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.otklik.app.callback.settings.BookingSettings;

/// Settings of bookings in tests: half hours on weekdays from 9 to 18, two places in each.
final class Booked {
  static final BookingSettings SETTINGS =
      new BookingSettings(
          Duration.ofMinutes(30),
          5,
          Map.of(
              "monday", "09:00-18:00",
              "tuesday", "09:00-18:00",
              "wednesday", "09:00-18:00",
              "thursday", "09:00-18:00",
              "friday", "09:00-18:00"),
          List.of(),
          2,
          0.5,
          Duration.ofMinutes(10),
          Duration.ofMinutes(3),
          6);

  private Booked() {}
}
