package org.otklik.app.telephony.signalling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Asks the trunks how they are (OPTIONS), so that calls out go first by those that work. When,
/// says `TrunkHealth`; the figure `otklik.sip.trunk.up` is 1 for each address that works.
@Component
final class TrunkWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkWatch.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /// After the endpoint has started, before it stops.
  private static final int PHASE = 1_100;

  private final Trunks trunks;
  private final SipLine line;
  private volatile @Nullable ScheduledExecutorService ticking;

  TrunkWatch(Trunks trunks, SipLine line, MeterRegistry meters) {
    this.trunks = trunks;
    this.line = line;
    for (var trunk : trunks.outwards()) {
      for (var peer : trunk.peers()) {
        Gauge.builder("otklik.sip.trunk.up", peer, its -> its.up() ? 1 : 0)
            .description("1 while calls out can go there")
            .tag("trunk", trunk.terms().name())
            .tag("peer", peer.toString())
            .register(meters);
      }
    }
  }

  @Override
  public void start() {
    var started = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    var _ =
        started.scheduleWithFixedDelay(
            this::ask, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    ticking = started;
  }

  @Override
  public void stop() {
    var started = ticking;
    if (started != null) {
      started.shutdownNow();
      ticking = null;
    }
  }

  @Override
  public boolean isRunning() {
    return ticking != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private void ask() {
    for (var trunk : trunks.outwards()) {
      for (var peer : trunk.peers()) {
        if (peer.askNow(System.nanoTime())) {
          Thread.ofVirtual().name("trunk-ping").start(() -> ask(trunk, peer));
        }
      }
    }
  }

  /// May wait for the name service.
  private void ask(Trunk trunk, TrunkPeer peer) {
    try {
      line.running().ping(peer.uri(), trunk.terms().caller(), code -> heard(trunk, peer, code));
    } catch (IllegalArgumentException e) {
      heard(trunk, peer, 503);
    }
  }

  private static void heard(Trunk trunk, TrunkPeer peer, int code) {
    var before = peer.up();
    peer.heard(code, System.nanoTime());
    if (before != peer.up()) {
      LOG.atWarn().addKeyValue("trunk", trunk.terms().name()).log("trunk up={}", !before);
    }
  }
}
