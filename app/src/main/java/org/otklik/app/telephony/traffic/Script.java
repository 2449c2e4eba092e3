package org.otklik.app.telephony.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// What invented people do, drawn from a seed: a day at six times the usual speed, in which the
/// line is at times too busy and at times quiet.
final class Script {

  /// Calls a minute, at the quietest and at the busiest; in between as a wave of [#WAVE].
  static final double CALLS_PER_MINUTE_MIN = 2;

  static final double CALLS_PER_MINUTE_MAX = 5;
  static final Duration WAVE = Duration.ofMinutes(15);

  private static final Duration PATIENCE_MEAN = Duration.ofMinutes(4);
  private static final Duration TALK_MIN = Duration.ofSeconds(12);
  private static final Duration TALK_MEAN_BEYOND = Duration.ofSeconds(33);
  private static final Duration TALK_MAX = Duration.ofMinutes(3);

  private final RandomGenerator random;

  Script(RandomGenerator random) {
    this.random = random;
  }

  /// Until the next call.
  Duration gap(Duration sinceStart) {
    double phase = 2 * Math.PI * sinceStart.toMillis() / WAVE.toMillis();
    double mean = (CALLS_PER_MINUTE_MIN + CALLS_PER_MINUTE_MAX) / 2;
    double swing = (CALLS_PER_MINUTE_MAX - CALLS_PER_MINUTE_MIN) / 2;
    return exponential(Duration.ofMinutes(1))
        .multipliedBy(1_000)
        .dividedBy(Math.round(1_000 * (mean + swing * Math.sin(phase))));
  }

  /// The key of the language: mostly Russian.
  char language() {
    return random.nextInt(6) == 0 ? '2' : '1';
  }

  /// The key of a topic; 0 is the operator.
  char topic() {
    return (char) ('0' + random.nextInt(4));
  }

  /// How long somebody waits before they put the receiver down.
  Duration patience() {
    return Duration.ofSeconds(20).plus(exponential(PATIENCE_MEAN));
  }

  /// Whether somebody who waits long wants to be called back.
  boolean wantsCallback() {
    return random.nextInt(3) == 0;
  }

  /// Whether somebody takes up the receiver when they are called back.
  boolean answersCallback() {
    return random.nextInt(5) != 0;
  }

  /// Until a ringing telephone is taken up.
  Duration ringing() {
    return Duration.ofMillis(1_500 + random.nextInt(3_000));
  }

  /// How long a talk lasts.
  Duration talk() {
    var length = TALK_MIN.plus(exponential(TALK_MEAN_BEYOND));
    return length.compareTo(TALK_MAX) > 0 ? TALK_MAX : length;
  }

  /// How long notes are written after a talk.
  Duration notes() {
    return Duration.ofSeconds(4 + random.nextInt(9));
  }

  /// How long an operator pauses after a talk; mostly not at all.
  Duration pause() {
    return random.nextInt(12) == 0 ? Duration.ofSeconds(30 + random.nextInt(40)) : Duration.ZERO;
  }

  private Duration exponential(Duration mean) {
    return Duration.ofMillis(Math.round(-Math.log(1 - random.nextDouble()) * mean.toMillis()));
  }
}
