package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.settings.BookingSettings;
import org.otklik.app.dispatch.History;
import org.otklik.app.dispatch.History.Interval;
import org.otklik.app.dispatch.History.Question;
import org.otklik.app.dispatch.History.Row;
import org.otklik.app.dispatch.Staff;
import org.otklik.engine.staffing.Goal;
import org.otklik.engine.staffing.Load;
import org.otklik.engine.staffing.WeekProfile;

/// The windows that can be booked, and how many callbacks each takes: as many as the operators on
/// shift can call beside those who are expected to ring, so that [#GOAL] is still reached for all.
final class Windows {

  /// What booked callbacks must not spoil.
  static final Goal GOAL = new Goal(0.8, Duration.ofMinutes(3));

  /// A window that begins sooner is not offered: the number is to be confirmed before.
  static final Duration AHEAD = Duration.ofMinutes(15);

  /// History that is looked at.
  static final int DAYS_SEEN = 28;

  /// With fewer days on which somebody came, or fewer answered contacts, the week is not known.
  static final int DAYS_MIN = 7;

  static final int ANSWERED_MIN = 20;

  /// The forecast is made anew after this time.
  static final Duration FRESH_FOR = Duration.ofMinutes(15);

  private static final Duration HOUR = Duration.ofHours(1);

  /// What a usual week brings.
  private record Forecast(Instant at, @Nullable WeekProfile week, Duration handling) {}

  private final BookingSettings settings;
  private final OpeningHours hours;
  private final History history;
  private final Staff staff;
  private final Clock clock;
  private volatile @Nullable Forecast last;

  Windows(BookingSettings settings, OpeningHours hours, History history, Staff staff, Clock clock) {
    this.settings = settings;
    this.hours = hours;
    this.history = history;
    this.staff = staff;
    this.clock = clock;
  }

  /// Whether the centre is open now.
  boolean openNow() {
    return hours.isOpen(clock.instant());
  }

  /// All that can be booked now, the next one first.
  List<CallbackWindow> ahead() {
    var zone = hours.zone();
    var now = clock.instant();
    var earliest = now.plus(AHEAD);
    var today = LocalDate.ofInstant(now, zone);
    var end = today.plusDays(settings.days() + 1L).atStartOfDay(zone).toInstant();
    var found = new ArrayList<CallbackWindow>();
    var window = CallbackWindow.of(today.atStartOfDay(zone).toInstant(), settings.window());
    while (window.from().isBefore(end)) {
      if (!window.from().isBefore(earliest) && hours.isOpen(window)) {
        found.add(window);
      }
      window = window.movedTo(window.until());
    }
    return List.copyOf(found);
  }

  /// The window that begins then, if it can be booked now.
  Optional<CallbackWindow> find(Instant from) {
    return ahead().stream().filter(window -> window.from().equals(from)).findFirst();
  }

  /// How many callbacks it takes in all.
  int capacity(CallbackWindow window) {
    var forecast = forecast();
    var week = forecast.week();
    if (week == null) {
      return settings.defaultCapacity();
    }
    var from = LocalDateTime.ofInstant(window.from(), hours.zone());
    double rings = week.expected(from, window.length());
    int atWork = (int) Math.floor(staff.operators() * settings.onShift());
    return new Load(rings, window.length(), forecast.handling(), null)
        .room(Math.min(atWork, Load.OPERATORS_MAX), GOAL);
  }

  private Forecast forecast() {
    var known = last;
    if (known == null || !clock.instant().isBefore(known.at().plus(FRESH_FOR))) {
      known = learn();
      last = known;
    }
    return known;
  }

  private Forecast learn() {
    var zone = hours.zone();
    var now = clock.instant();
    var today = LocalDate.ofInstant(now, zone);
    var rows =
        history.byInterval(
            new Question(
                today.minusDays(DAYS_SEEN).atStartOfDay(zone).toInstant(),
                today.atStartOfDay(zone).toInstant(),
                Interval.HOUR,
                null,
                zone));
    var counts = new ArrayList<WeekProfile.Count>();
    var days = new HashSet<LocalDate>();
    for (var row : rows) {
      var at = row.at();
      if (at != null) {
        var from = LocalDateTime.ofInstant(at, zone);
        counts.add(new WeekProfile.Count(from, row.offered()));
        days.add(from.toLocalDate());
      }
    }
    long answered = rows.stream().mapToLong(Row::answered).sum();
    var handling = handling(rows);
    boolean known = days.size() >= DAYS_MIN && answered >= ANSWERED_MIN && handling.isPositive();
    return new Forecast(now, known ? WeekProfile.of(HOUR, days, counts, today) : null, handling);
  }

  /// The mean over all that were answered, wrap-up included.
  private static Duration handling(List<Row> rows) {
    double millis = 0;
    long answered = 0;
    for (var row : rows) {
      if (row.talk() != null) {
        millis += row.answered() * (double) (row.talk().toMillis() + millis(row.wrapUp()));
        answered += row.answered();
      }
    }
    return answered == 0 ? Duration.ZERO : Duration.ofMillis(Math.round(millis / answered));
  }

  private static long millis(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis();
  }
}
