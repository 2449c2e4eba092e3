package org.otklik.engine.staffing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// How many contacts are usual in each interval of the week: a simple forecast from history, in
/// which recent weeks count more. Times are the centre's own, without a zone.
public final class WeekProfile {

  /// A day so long ago counts half.
  public static final Duration HALF_LIFE = Duration.ofDays(28);

  /// What one day is worth of all other days' mean: a weekday that was seen once is not trusted
  /// alone.
  private static final double DAYS_OF_OTHERS = 0.5;

  private static final long DAY_MINUTES = Duration.ofDays(1).toMinutes();

  /// So many contacts came in the interval that began then.
  public record Count(LocalDateTime from, double contacts) {}

  private final int intervalMinutes;
  private final Map<DayOfWeek, double[]> contacts = new EnumMap<>(DayOfWeek.class);

  private WeekProfile(int intervalMinutes) {
    this.intervalMinutes = intervalMinutes;
  }

  /// Learns from history.
  ///
  /// @param interval whole minutes that divide a day
  /// @param days those on which the centre counted; an interval of such a day without a count
  ///   brought nobody. With no day nobody is expected
  /// @param counts of other days are not looked at
  /// @param asOf the day from which ages count
  public static WeekProfile of(
      Duration interval, Set<LocalDate> days, Collection<Count> counts, LocalDate asOf) {
    long minutes = interval.toMinutes();
    if (minutes < 1
        || !interval.equals(Duration.ofMinutes(minutes))
        || DAY_MINUTES % minutes != 0) {
      throw new IllegalArgumentException(
          "The interval (%s) must be whole minutes that divide a day.".formatted(interval));
    }
    var profile = new WeekProfile((int) minutes);
    profile.learn(days, counts, asOf);
    return profile;
  }

  /// How many are expected in the interval in which this moment lies.
  public double expected(LocalDateTime at) {
    return intervals(at.getDayOfWeek())[interval(at.toLocalTime())];
  }

  /// How many are expected from one moment to another, not longer than a week: whole intervals and
  /// parts of them.
  public double expected(LocalDateTime from, Duration length) {
    var end = from.plus(length);
    double sum = 0;
    var at = from;
    while (at.isBefore(end)) {
      var begin =
          at.toLocalDate()
              .atStartOfDay()
              .plusMinutes((long) interval(at.toLocalTime()) * intervalMinutes);
      var next = begin.plusMinutes(intervalMinutes);
      var until = next.isBefore(end) ? next : end;
      double part =
          (double) at.until(until, ChronoUnit.NANOS) / begin.until(next, ChronoUnit.NANOS);
      sum += part * expected(at);
      at = until;
    }
    return sum;
  }

  private void learn(Set<LocalDate> days, Collection<Count> counts, LocalDate asOf) {
    var weights = new EnumMap<DayOfWeek, Double>(DayOfWeek.class);
    double all = 0;
    for (var day : days) {
      double weight = weight(day, asOf);
      weights.merge(day.getDayOfWeek(), weight, Double::sum);
      all += weight;
    }
    var sums = new EnumMap<DayOfWeek, double[]>(DayOfWeek.class);
    var total = new double[intervalsOfADay()];
    for (var count : counts) {
      var day = count.from().toLocalDate();
      if (days.contains(day)) {
        int interval = interval(count.from().toLocalTime());
        double weighted = weight(day, asOf) * count.contacts();
        sums.computeIfAbsent(day.getDayOfWeek(), _ -> new double[total.length])[interval] +=
            weighted;
        total[interval] += weighted;
      }
    }
    for (var weekday : DayOfWeek.values()) {
      double weight = weights.getOrDefault(weekday, 0.0);
      var sum = sums.getOrDefault(weekday, new double[total.length]);
      contacts.put(weekday, blended(sum, weight, total, all));
    }
  }

  private static double[] blended(double[] sum, double weight, double[] total, double all) {
    var blended = new double[sum.length];
    for (int i = 0; i < sum.length; i++) {
      double usual = all == 0 ? 0 : total[i] / all;
      blended[i] = (sum[i] + DAYS_OF_OTHERS * usual) / (weight + DAYS_OF_OTHERS);
    }
    return blended;
  }

  private static double weight(LocalDate day, LocalDate asOf) {
    long age = Math.max(0, ChronoUnit.DAYS.between(day, asOf));
    return Math.pow(0.5, (double) age / HALF_LIFE.toDays());
  }

  private double[] intervals(DayOfWeek weekday) {
    return Objects.requireNonNull(contacts.get(weekday));
  }

  private int intervalsOfADay() {
    return (int) (DAY_MINUTES / intervalMinutes);
  }

  private int interval(LocalTime time) {
    return time.toSecondOfDay() / 60 / intervalMinutes;
  }
}
