package org.otklik.app.notifications.sending;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeStatus;
import org.otklik.app.notifications.jdbc.NoticeRows;
import org.otklik.app.notifications.jdbc.NoticeRows.Waiting;
import org.springframework.stereotype.Component;

/// Figures about notices, without personal data:
///
/// * `otklik.notices.attempts` with `channel` and `ended` (`sent`, `failed`, `expired`, `waiting`);
/// * `otklik.notices.repeated`: attempts after one without a known end;
/// * `otklik.notices.waiting` and `otklik.notices.oldest.seconds` by channel;
/// * `otklik.notices.gateway.up` by channel and gateway.
@Component
final class NoticeMeters {
  private static final String CHANNEL = "channel";
  private static final Waiting NONE = new Waiting(0, null);

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<NoticeChannel, Waiting> waiting = new ConcurrentHashMap<>();

  NoticeMeters(MeterRegistry meters, Gateways gateways, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    gateways.all().forEach(this::register);
  }

  void ended(NoticeChannel channel, NoticeStatus status) {
    meters
        .counter("otklik.notices.attempts", CHANNEL, word(channel), "ended", word(status))
        .increment();
  }

  void repeated(NoticeChannel channel) {
    meters.counter("otklik.notices.repeated", CHANNEL, word(channel)).increment();
  }

  /// Counts who waits; asked by the clerk, so that reading the figures costs no query.
  void count(NoticeRows rows) {
    waiting.keySet().forEach(channel -> waiting.put(channel, rows.waiting(channel)));
  }

  private void register(Gateway gateway) {
    var channel = gateway.channel();
    waiting.put(channel, NONE);
    Gauge.builder("otklik.notices.waiting", this, its -> its.of(channel).notices())
        .tag(CHANNEL, word(channel))
        .register(meters);
    Gauge.builder("otklik.notices.oldest.seconds", this, its -> its.oldestSeconds(channel))
        .tag(CHANNEL, word(channel))
        .register(meters);
    Gauge.builder("otklik.notices.gateway.up", gateway, its -> its.isReady() ? 1 : 0)
        .tag(CHANNEL, word(channel))
        .tag("gateway", gateway.name())
        .register(meters);
  }

  private Waiting of(NoticeChannel channel) {
    return waiting.getOrDefault(channel, NONE);
  }

  private double oldestSeconds(NoticeChannel channel) {
    var oldest = of(channel).oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1_000.0;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
