package org.otklik.app.callback.keeping;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.otklik.app.SettingFaults;
import org.otklik.app.callback.CallbackWindow;

/// When the centre is open: hours of each weekday, and dates on which it is closed.
final class OpeningHours {
  private static final Hours USUAL = new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0));

  /// From when until when, on one day.
  private record Hours(LocalTime from, LocalTime until) {}

  private final Map<DayOfWeek, Hours> hours;
  private final Set<LocalDate> closed;
  private final ZoneId zone;

  private OpeningHours(Map<DayOfWeek, Hours> hours, Set<LocalDate> closed, ZoneId zone) {
    this.hours = hours;
    this.closed = closed;
    this.zone = zone;
  }

  /// Checks what is written down.
  ///
  /// @param hours such as `monday: 08:00-20:00`; none: every day from 8 to 20
  /// @param closed such as `2027-01-01`
  /// @throws org.otklik.app.StartRefused naming every fault
  static OpeningHours check(Map<String, String> hours, List<String> closed, ZoneId zone) {
    var faults = new SettingFaults("otklik.callback.booking");
    var byDay = new EnumMap<DayOfWeek, Hours>(DayOfWeek.class);
    hours.forEach(
        (day, written) ->
            findDay(day)
                .ifPresentOrElse(
                    known -> byDay.put(known, hours(day, written, faults)),
                    () ->
                        faults.add(
                            "hours." + day,
                            "нет такого дня: нужно monday, tuesday и так далее.",
                            "there is no such day: monday, tuesday and so on are needed.")));
    if (hours.isEmpty()) {
      for (var day : DayOfWeek.values()) {
        byDay.put(day, USUAL);
      }
    }
    var dates = new HashSet<LocalDate>();
    closed.forEach(date -> findDate(date, faults).ifPresent(dates::add));
    faults.refuseIfAny();
    return new OpeningHours(byDay, dates, zone);
  }

  private static Optional<DayOfWeek> findDay(String name) {
    for (var day : DayOfWeek.values()) {
      if (day.name().equals(name.toUpperCase(Locale.ROOT))) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static Hours hours(String day, String written, SettingFaults faults) {
    var parts = written.strip().split("-", 2);
    try {
      var hours = new Hours(LocalTime.parse(parts[0]), LocalTime.parse(parts[parts.length - 1]));
      if (hours.from().isBefore(hours.until())) {
        return hours;
      }
    } catch (DateTimeException _) {
      // told below
    }
    faults.add(
        "hours." + day,
        "«%s» — нужно, например, 08:00-20:00.".formatted(written),
        "\"%s\": such as 08:00-20:00 is needed.".formatted(written));
    return USUAL;
  }

  private static Optional<LocalDate> findDate(String written, SettingFaults faults) {
    try {
      return Optional.of(LocalDate.parse(written.strip()));
    } catch (DateTimeException _) {
      faults.add(
          "closed",
          "«%s» — нужна дата, например 2027-01-01.".formatted(written),
          "\"%s\": a date such as 2027-01-01 is needed.".formatted(written));
      return Optional.empty();
    }
  }

  /// In which days and hours are told.
  ZoneId zone() {
    return zone;
  }

  /// Whether the centre is open at a moment.
  boolean isOpen(Instant moment) {
    var local = moment.atZone(zone);
    return find(local.toLocalDate())
        .filter(open -> !local.toLocalTime().isBefore(open.from()))
        .filter(open -> local.toLocalTime().isBefore(open.until()))
        .isPresent();
  }

  /// Whether the centre is open all through a window.
  boolean isOpen(CallbackWindow window) {
    var from = window.from().atZone(zone);
    var until = window.until().atZone(zone);
    return find(from.toLocalDate())
        .filter(
            open ->
                from.toLocalDate().equals(window.until().minusMillis(1).atZone(zone).toLocalDate()))
        .filter(open -> !from.toLocalTime().isBefore(open.from()))
        .filter(open -> !until.isAfter(from.toLocalDate().atTime(open.until()).atZone(zone)))
        .isPresent();
  }

  private Optional<Hours> find(LocalDate day) {
    return closed.contains(day)
        ? Optional.empty()
        : Optional.ofNullable(hours.get(day.getDayOfWeek()));
  }
}
